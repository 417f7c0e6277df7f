-- Up Migration
-- A mark says what has changed, not only of which day: a busy office's day is not told anew for each of its contacts.

alter table figure_stale add column about uuid;
comment on table figure_stale is 'What has happened and is not among the facts yet; written by triggers, emptied by the roll-up';
comment on column figure_stale.about is 'The contact, ticket or (gone) matter; all zeros: what is counted on a day of its own (event_fact); null: the whole office-day';

-- Marks name contacts: they are for who counts the office, or an authority's part of it.
drop policy everybody_knows_which on figure_stale;
create policy who_counts on figure_stale for select using (
  office_id = any ((select scope_counted_offices())::int[]) or (select cardinality(scope_authorities())) > 0);

create or replace function mark_figures() returns trigger language plpgsql security definer set search_path = public as $$
declare
  of_days constant uuid := '00000000-0000-0000-0000-000000000000';
begin
  case tg_table_name
  when 'visit' then
    insert into figure_stale select office_id, opened_on, id from changed;
  when 'ticket' then
    insert into figure_stale select office_id, day, id from changed;
    -- Of two tickets of which one goes on with the other, the other is no visitor of its own.
    if tg_op = 'INSERT' then
      insert into figure_stale select p.office_id, p.day, p.id from changed c join ticket p on p.id = c.moved_from;
    end if;
  when 'act' then
    insert into figure_stale select v.office_id, v.opened_on, v.id from changed a join visit v on v.id = a.visit_id;
  when 'matter' then
    -- And who came back on it: whether it was about the same is counted with them.
    insert into figure_stale
      select v.office_id, v.opened_on, v.id from changed m join visit v on v.id = m.visit_id
      union all select b.office_id, b.opened_on, b.id from changed m join visit b on b.came_back_of = m.visit_id;
    if tg_op = 'DELETE' then
      insert into figure_stale select v.office_id, v.opened_on, m.id from changed m join visit v on v.id = m.visit_id;
    end if;
  when 'promise' then
    insert into figure_stale select distinct office_id, swedish_day(due_at), of_days from changed;
  when 'hand_over_event' then
    insert into figure_stale select distinct office_id, swedish_day(at), of_days from changed
      where kind in ('offered', 'answered-first', 'answered-final', 'refused', 'returned');
  when 'survey_answer' then
    insert into figure_stale select distinct office_id, swedish_day(answered_at), of_days from changed;
  when 'office_open_day' then
    insert into figure_stale select distinct office_id, day, of_days from changed;
  end case;
  return null;
end $$;
create or replace function mark_figures_of_contact() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into figure_stale values (new.office_id, new.opened_on, new.id);
  return null;
end $$;
create or replace function mark_figures_of_session() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into figure_stale select distinct t.office_id, t.day, t.id from queue_event e join ticket t on t.id = e.ticket_id
    where e.office_id = new.office_id and e.session_id = new.id and e.at >= new.opened_at;
  return null;
end $$;

-- What is told together: a contact with its ticket, whoever else came on it, and their matters. As the owner, for facts of what is
-- marked; it gives ids, which say nothing.
create function told_with(abouts uuid[]) returns table (id uuid, kind "char")
language sql stable security definer set search_path = public rows 50 as $$
  with about as materialized (select distinct a.id from unnest(abouts) as a(id)),
  of_ticket as materialized (
    select t.id from about join ticket t using (id)
    union select x.ticket_id from about a join ticket_visit x on x.visit_id = a.id),
  of_visit as materialized (
    select v.id from about join visit v using (id)
    union select x.visit_id from of_ticket t join ticket_visit x on x.ticket_id = t.id)
  select of_ticket.id, 't'::"char" from of_ticket
  union all select of_visit.id, 'v' from of_visit
  union all select m.id, 'm' from of_visit v join matter m on m.visit_id = v.id
  -- A matter that is gone is among the facts still.
  union select about.id, 'm' from about
$$;
comment on function told_with is 'Ids of the facts that change with these contacts and tickets. kind: v contact, t ticket, m matter or what was one';
revoke all on function told_with from public;
grant execute on function told_with to samtjanst_app;

-- What happened, as facts, of office-days (about null) and of single contacts: three lists of the same length.
drop function contact_facts_now(int[], date[]);
create function contact_facts_now(offices int[], days date[], abouts uuid[]) returns setof contact_fact
language sql stable security definer set search_path = public rows 200 as $$
  with asked as (
    select distinct a.office_id, a.day from unnest(offices, days, abouts) as a(office_id, day, about)
    where a.about is null and a.office_id = any ((select scope_counted_offices())::int[])
  ), single as materialized (
    select s.id, s.kind from told_with(array(select a from unnest(abouts) as a where a is not null)) s
  ), of_visit as materialized (
    select v.id from asked a join visit v on v.office_id = a.office_id and v.opened_on = a.day
    union select id from single where kind = 'v'
  ), of_ticket as materialized (
    select t.id from asked a join ticket t on t.office_id = a.office_id and t.day = a.day
    union select id from single where kind = 't'
  ), came as materialized (
    select v.id, v.office_id, v.opened_on as day, v.opened_at, v.channel, x.ticket_id,
      row_number() over (partition by x.ticket_id, v.opened_on order by v.opened_at, v.id) as nth
    from of_visit p join visit v on v.id = p.id left join ticket_visit x on x.visit_id = v.id
    -- Where another office helps (ADR 16), the contact counts where it came, and its matters where they are answered.
    where v.closed_as is distinct from 'junk' and v.came_from is null
      and v.office_id = any ((select scope_counted_offices())::int[])
  ), told as materialized (
    select t.id, t.office_id, t.day, t.issued_at, t.state, t.language, t.interpreter, t.sign_language, t.estimate_low, t.estimate_high,
      p.*, exists (select from ticket m where m.moved_from = t.id) as moved
    from of_ticket o join ticket t on t.id = o.id
    cross join lateral (
      select min(took) filter (where nth = 1 and phase = 'waiting' and next = 'walking') as wait_s,
        min(took) filter (where phase = 'walking' and next = 'serving' and first_walk) as walk_s,
        case when bool_or(phase in ('serving', 'held') and ended_at is null) then null
          else sum(took) filter (where phase = 'serving') end as serve_s,
        coalesce(bool_or(phase = 'walking'), false) as called, coalesce(bool_or(phase = 'serving'), false) as served,
        coalesce(bool_or(phase = 'missed'), false) as missed,
        coalesce(bool_or(phase = 'serving' and t.language = any (spoken)), false) as in_language,
        coalesce(bool_or(phase = 'serving' and 'swl' = any (spoken)), false) as in_signs
      from (
        select f.phase, f.ended_at, f.spoken, f.nth, f.next,
          case when f.is_real and f.ended_at is not null
            then greatest(floor(extract(epoch from f.ended_at - f.started_at)), 0)::int end as took,
          f.phase = 'walking' and f.next = 'serving'
            and count(*) filter (where f.phase = 'walking' and f.next = 'serving') over (order by f.nth) = 1 as first_walk
        from (
          select h.phase, h.started_at, h.ended_at, h.is_real, row_number() over (order by h.seq) as nth,
            lead(h.phase) over (order by h.seq) as next, d.languages as spoken
          from ticket_phase h
            left join queue_event e on h.phase = 'serving' and e.office_id = h.office_id and e.seq = h.seq
            left join desk_session d on d.id = e.session_id
          where h.ticket_id = t.id
        ) f
      ) g
    ) p
    where t.office_id = any ((select scope_counted_offices())::int[])
  )
  select coalesce(c.id, t.id), coalesce(c.office_id, t.office_id), coalesce(c.day, t.day),
    t.wait_s, t.walk_s, t.serve_s::int,
    case when t.estimate_high is not null then round(abs(t.wait_s - (t.estimate_low + t.estimate_high) / 2.0))::int end,
    extract(hour from coalesce(t.issued_at, c.opened_at) at time zone 'Europe/Stockholm')::smallint,
    channel_number(coalesce(c.channel, 'visit')),
    c.id is not null, t.id is not null and not t.moved,
    t.id is not null and (t.called or t.missed) and not t.served and t.state in ('missed', 'left') and not t.moved,
    t.id is not null and not t.called and not t.missed and t.state = 'left' and not t.moved,
    t.wait_s between t.estimate_low and t.estimate_high,
    case when t.served and t.language <> 'sv' then t.language = 'en' or t.in_language end,
    case when t.interpreter and (t.served or t.state in ('missed', 'left')) and not t.moved then t.served end,
    case when t.served and t.sign_language then t.in_signs end
  from came c full join told t on t.id = c.ticket_id and t.day = c.day and c.nth = 1
$$;

drop function matter_facts_now(int[], date[]);
create function matter_facts_now(offices int[], days date[], abouts uuid[]) returns setof matter_fact
language sql stable security definer set search_path = public rows 300 as $$
  with asked as (
    select distinct a.office_id, a.day from unnest(offices, days, abouts) as a(office_id, day, about) where a.about is null
  ), of_visit as materialized (
    select v.id from asked a join visit v on v.office_id = a.office_id and v.opened_on = a.day
    union select s.id from told_with(array(select a from unnest(abouts) as a where a is not null)) s where s.kind = 'v'
  )
  select m.id, v.office_id, v.opened_on, m.principal_id, m.task_id, channel_number(v.channel),
    coalesce(d.level, 0::smallint), coalesce(d.help_form, 0::smallint), coalesce(d.outcome, 0::smallint),
    row_number() over (partition by m.visit_id, m.principal_id order by m.id) = 1,
    v.came_back_of is null,
    v.came_back_of is not null and exists (select from visit b join matter same on same.visit_id = b.id
      where b.id = v.came_back_of and same.task_id = m.task_id and same.principal_id = m.principal_id
        and v.opened_on - b.opened_on between 0 and 14)
  from of_visit p join visit v on v.id = p.id join matter m on m.visit_id = v.id
    left join lateral (
      select max(level_number(c.level)) as level,
        (array_agg(help_number(c.help_form) order by c.acted_at desc, c.id desc))[1] as help_form,
        (array_agg(outcome_number(c.outcome) order by c.acted_at desc, c.id desc))[1] as outcome
      from act c where c.matter_id = m.id) d on true
  where (v.closed_as is null or v.closed_as not in ('junk', 'sent-back')) and v.away_to is null
    and (v.office_id = any ((select scope_counted_offices())::int[]) or m.principal_id = any ((select scope_authorities())::int[]))
$$;

revoke all on function contact_facts_now, matter_facts_now from public;
grant execute on function contact_facts_now, matter_facts_now to samtjanst_app;
