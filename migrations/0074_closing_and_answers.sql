-- Up Migration
-- Answers after a contact are counted on the day they were given; a changed one counts as it is (SKR: 5 = 100 … 1 = 0).
create or replace function event_facts_now(offices int[], days date[]) returns setof event_fact
language sql stable security definer set search_path = public rows 50 as $$
  with asked as (
    select distinct a.office_id, a.day, a.day::timestamp at time zone 'Europe/Stockholm' as begins,
      (a.day + 1)::timestamp at time zone 'Europe/Stockholm' as ends,
      a.office_id = any ((select scope_counted_offices())::int[]) as whole
    from unnest(offices, days) as a(office_id, day)
  )
  select p.id, a.office_id, a.day, 'promise', 0, channel_number(v.channel), 0::bigint, coalesce(p.kept_at <= p.due_at, false)::int
    from asked a join promise p on p.office_id = a.office_id and p.due_at >= a.begins and p.due_at < a.ends
      join visit v on v.id = p.visit_id
    where a.whole and p.moved_at is null
  union all
  select e.hand_over_id, a.office_id, a.day, x.kind, e.principal_id, channel_number(v.channel),
      case when x.kind like '%-answer' then floor(extract(epoch from e.at - h.offered_at))::bigint else 0 end, 0
    from asked a join hand_over_event e on e.office_id = a.office_id and e.at >= a.begins and e.at < a.ends
        and e.kind in ('offered', 'answered-first', 'answered-final', 'refused', 'returned')
      join hand_over h on h.id = e.hand_over_id join visit v on v.id = h.visit_id
      cross join lateral (
        select 'offered' where e.kind = 'offered'
        union all select 'returned' where e.kind in ('refused', 'returned')
        union all select 'first-answer' where e.kind in ('answered-first', 'answered-final') and not exists (
          select from hand_over_event b where b.hand_over_id = e.hand_over_id and b.seq < e.seq
            and b.kind in ('answered-first', 'answered-final'))
        union all select 'final-answer' where e.kind = 'answered-final' and not exists (
          select from hand_over_event b where b.hand_over_id = e.hand_over_id and b.seq < e.seq and b.kind = 'answered-final')
      ) as x(kind)
    where a.whole or e.principal_id = any ((select scope_authorities())::int[])
  union all
  -- Whose answer it was is nobody's to see: the fact has no id.
  select null, a.office_id, a.day, 'survey', 0, channel_number(v.channel), 0, (s.score - 1) * 25
    from asked a join survey_answer s on s.office_id = a.office_id and s.answered_at >= a.begins and s.answered_at < a.ends
      join visit v on v.id = s.visit_id
    where a.whole
  union all
  select null, a.office_id, a.day, 'open', 0, 0, d.seconds, (
      select count(*) from visit v where v.office_id = a.office_id and v.opened_on = a.day and v.channel = 'visit'
        and v.closed_as is distinct from 'junk')::int
    from asked a join office_open_day d on d.office_id = a.office_id and d.day = a.day
    where a.whole
$$;

create or replace function mark_figures() returns trigger language plpgsql security definer set search_path = public as $$
begin
  case tg_table_name
  when 'visit' then
    insert into figure_stale select distinct office_id, opened_on from changed;
  when 'ticket' then
    insert into figure_stale select distinct office_id, day from changed;
  when 'act' then
    insert into figure_stale select distinct v.office_id, v.opened_on from changed a join visit v on v.id = a.visit_id;
  when 'matter' then
    -- And who came back on it: whether it was about the same is counted with them.
    insert into figure_stale
      select v.office_id, v.opened_on from changed m join visit v on v.id = m.visit_id
      union select b.office_id, b.opened_on from changed m join visit b on b.came_back_of = m.visit_id;
  when 'promise' then
    insert into figure_stale select distinct office_id, swedish_day(due_at) from changed;
  when 'hand_over_event' then
    insert into figure_stale select distinct office_id, swedish_day(at) from changed
      where kind in ('offered', 'answered-first', 'answered-final', 'refused', 'returned');
  when 'survey_answer' then
    insert into figure_stale select distinct office_id, swedish_day(answered_at) from changed;
  when 'office_open_day' then
    insert into figure_stale select distinct office_id, day from changed;
  end case;
  return null;
end $$;
create trigger mark_figures_new after insert on survey_answer referencing new table as changed
  for each statement execute function mark_figures();
create trigger mark_figures_changed after update on survey_answer referencing new table as changed
  for each statement execute function mark_figures();
insert into figure_stale select distinct office_id, swedish_day(answered_at) from survey_answer;

-- Times that came or went when the figures of a day that was over changed: with these a median that stood is found again.
create table figure_time_correction (
  id bigint generated always as identity primary key,
  office_id integer not null references office,
  day date not null,
  noted_at timestamptz not null,
  kind text not null check (kind in ('wait', 'walk', 'serve')),
  seconds integer not null,
  change integer not null check (change <> 0)
);
comment on table figure_time_correction is 'How many more (or fewer) times of so many seconds there are since; followed, never changed';
create index on figure_time_correction (day);
create trigger corrections_stand before update or delete or truncate on figure_time_correction
  for each statement execute function corrections_stand();
alter table figure_time_correction enable row level security;
create policy roll_up on figure_time_correction using ((select scope_registers()));
grant select, insert on figure_time_correction to samtjanst_app;

-- A month that was closed: what its figures were, byte for byte.
create table closed_month (
  id integer generated always as identity primary key,
  operator_id integer not null references authority,
  month date not null check (month = date_trunc('month', month)),
  content text not null,
  sha256 text not null check (sha256 = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
  offices integer[] not null,
  after_correction bigint not null,
  after_time_correction bigint not null,
  closed_at timestamptz not null,
  closed_by text not null references account_user,
  constraint a_month_is_closed_once unique (operator_id, month)
);
comment on table closed_month is 'The figures of a month, frozen for who runs the offices; canonical JSON. Later corrections stand beside it';
comment on column closed_month.after_correction is 'The last correction that it has in it: what came later, undone, gives the content again';
create trigger what_was_closed_stands before update or delete or truncate on closed_month
  for each statement execute function corrections_stand();
alter table closed_month enable row level security;
create policy who_analyses on closed_month using ((select scope_registers()) or operator_id = any ((select scope_list('app.analysed'))::int[]));
create policy who_works_there on closed_month for select using (offices && (select scope_counted_offices())::int[]);
grant select, insert on closed_month to samtjanst_app;
