-- Up Migration
-- Figures (docs/adr/0017). What happened (visits, matters, acts, tickets, promises, hand-overs) is told as narrow facts, one row
-- each, of an office and a Swedish day; facts are added up to figures of places and days, months and years. None of it says who
-- a person is, so facts may outlive what they were told from.
-- Nothing is ever out of date for a reader: what has changed since it was added up is marked in the transaction that changes it,
-- and a reader takes the marked office-days from what happened instead of from what is stored.

-- A place is one number, so that one index finds offices and what they are parts of alike.
create function office_place(id integer) returns integer language sql immutable parallel safe return 8 * id + 1;
create function area_place(id integer) returns integer language sql immutable parallel safe return 8 * id + 2;
create function region_place(id integer) returns integer language sql immutable parallel safe return 8 * id + 3;
create function operator_place(id integer) returns integer language sql immutable parallel safe return 8 * id + 4;
create view figure_place with (security_invoker = true) as
  select o.id as office_id, p.place from office o left join office_area a on a.id = o.area_id
  cross join lateral (values (0), (office_place(o.id)), (area_place(a.id)), (region_place(a.region_id)),
    (operator_place(o.operator_id))) as p(place)
  where p.place is not null;
comment on view figure_place is 'The places that an office is counted at: the country (0), itself, its area and region of today, who runs it';

-- The offices whose figures the actor sees, whole: works there, manages it or its area, analyses for who runs it.
create function scope_counted_offices() returns int[] language sql stable security definer set search_path = public
begin atomic
  select coalesce(array_agg(o.id), '{}') from office o
  where scope_registers() or o.id = any (scope_front_offices()) or o.area_id = any (scope_list('app.areas'))
    or o.operator_id = any (scope_list('app.analysed'));
end;
comment on function scope_counted_offices is 'Offices whose figures the actor sees, of every authority';
-- Places all of whose offices the actor sees.
create function scope_counted_places() returns int[] language sql stable security definer set search_path = public
begin atomic
  select coalesce(array_agg(place), '{}') from (
    select p.place from figure_place p left join unnest(scope_counted_offices()) as mine(id) on mine.id = p.office_id
    group by p.place having bool_and(mine.id is not null)) whole;
end;
comment on function scope_counted_places is 'Places whose every office the actor sees';

-- What a channel, level, help form and outcome are in a fact.
create function channel_number(channel text) returns smallint language sql immutable parallel safe
return array_position(array['visit', 'phone', 'email', 'web', 'letter'], channel) - 1;
create function level_number(level text) returns smallint language sql immutable parallel safe
return coalesce(array_position(array['signpost', 'guidance', 'e-service', 'personal-data', 'authority'], level), 0);
create function help_number(form text) returns smallint language sql immutable parallel safe
return coalesce(array_position(array['own-device', 'customer-workstation', 'desk', 'remote'], form), 0);
create function outcome_number(outcome text) returns smallint language sql immutable parallel safe
return coalesce(array_position(array['solved', 'partly', 'referred', 'handed-over', 'left'], outcome), 0);
create function swedish_day(at timestamptz) returns date language sql immutable parallel safe
return (at at time zone 'Europe/Stockholm')::date;

create table contact_fact (
  id uuid not null,
  office_id integer not null references office,
  day date not null,
  wait_s integer,
  walk_s integer,
  serve_s integer,
  estimate_off_s integer,
  hour smallint not null,
  channel smallint not null,
  is_contact boolean not null,
  is_ticket boolean not null,
  no_show boolean not null,
  gave_up boolean not null,
  estimate_held boolean,
  language_met boolean,
  interpreter_served boolean,
  sign_met boolean
);
comment on table contact_fact is 'A contact, with the ticket that it was served on; or a ticket that never became a contact. id: the visit''s, or the ticket''s';
comment on column contact_fact.wait_s is 'Whole seconds, as the other times; null when there was none or it was not real';
comment on column contact_fact.language_met is 'Null: no other language was asked for, or nobody was served';
create index on contact_fact (office_id, day);

create table matter_fact (
  id uuid not null,
  office_id integer not null references office,
  day date not null,
  authority integer not null,
  task integer not null,
  channel smallint not null,
  level smallint not null,
  help_form smallint not null,
  outcome smallint not null,
  first_of_authority boolean not null,
  first_contact boolean not null,
  came_back boolean not null
);
comment on table matter_fact is 'A matter: the highest level of its acts, help form and outcome of the last; 0 while it has none';
comment on column matter_fact.first_of_authority is 'The first matter of its authority in the contact: by it contacts are counted for an authority';
create index on matter_fact (office_id, day);

create table event_fact (
  id uuid,
  office_id integer not null references office,
  day date not null,
  kind text not null check (kind in ('promise', 'offered', 'first-answer', 'final-answer', 'returned', 'survey', 'open')),
  authority integer not null default 0,
  channel smallint not null default 0,
  seconds bigint not null default 0,
  points integer not null default 0
);
comment on table event_fact is 'What is counted on a day of its own: a promise on its due day (points 1: kept), hand-overs and answers, opening hours (points: visits)';
create index on event_fact (office_id, day);

create table office_open_day (
  office_id integer not null references office,
  day date not null,
  seconds integer not null check (seconds between 0 and 90000),
  recorded_at timestamptz not null,
  primary key (office_id, day)
);
comment on table office_open_day is 'How long an office was open on a day that is over, as its hours stood when it was';

create table figure_day (
  office_id integer not null references office,
  day date not null,
  added_at timestamptz,
  primary key (office_id, day)
);
comment on table figure_day is 'Office-days that have facts. added_at: since when they are in the figures; null: not yet, the day goes on';
create index figure_day_not_added on figure_day (office_id, day) where added_at is null;

create table figure_stale (
  office_id integer not null,
  day date not null
) with (autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_insert_threshold = -1);
comment on table figure_stale is 'Office-days of which something has happened that is not among the facts yet; written by triggers, emptied by the roll-up';
create table figure_place_stale (place integer not null);
comment on table figure_place_stale is 'Places that have other offices than their figures were added up of';

create table contact_figure (
  place integer not null,
  tier "char" not null check (tier in ('d', 'm', 'y')),
  period date not null,
  channel smallint not null,
  contacts integer not null default 0, visits integer not null default 0, tickets integer not null default 0,
  wait_n integer not null default 0, wait_s bigint not null default 0, wait_within integer not null default 0,
  walk_n integer not null default 0, walk_s bigint not null default 0, walk_within integer not null default 0,
  serve_n integer not null default 0, serve_s bigint not null default 0, serve_within integer not null default 0,
  no_show integer not null default 0, gave_up integer not null default 0, estimate_n integer not null default 0,
  estimate_off_s bigint not null default 0, estimate_within integer not null default 0, language_n integer not null default 0,
  language_met integer not null default 0, interpreter_n integer not null default 0,
  interpreter_served integer not null default 0, sign_n integer not null default 0, sign_met integer not null default 0,
  primary key (place, tier, period, channel)
);
comment on table contact_figure is 'Sums of contact facts. tier: day, month, year; period: its first day';

create table matter_figure (
  place integer not null,
  tier "char" not null check (tier in ('d', 'm', 'y')),
  period date not null,
  authority integer not null,
  channel smallint not null,
  matters integer not null default 0, of_contacts integer not null default 0, of_visits integer not null default 0,
  acted integer not null default 0, signpost integer not null default 0, guidance integer not null default 0,
  e_service integer not null default 0, personal_data integer not null default 0, authority_level integer not null default 0,
  own_device integer not null default 0, customer_workstation integer not null default 0, desk integer not null default 0,
  remote integer not null default 0, solved integer not null default 0, partly integer not null default 0,
  referred integer not null default 0, handed_over integer not null default 0, gone integer not null default 0,
  first_acted integer not null default 0, first_solved integer not null default 0, first_partly integer not null default 0,
  came_back integer not null default 0, failure integer not null default 0,
  primary key (place, tier, period, authority, channel)
);
comment on table matter_figure is 'Sums of matter facts';

create table task_figure (
  place integer not null,
  tier "char" not null check (tier in ('d', 'm', 'y')),
  period date not null,
  task integer not null,
  authority integer not null,
  channel smallint not null,
  matters integer not null default 0, of_contacts integer not null default 0, of_visits integer not null default 0,
  acted integer not null default 0, signpost integer not null default 0, guidance integer not null default 0,
  e_service integer not null default 0, personal_data integer not null default 0, authority_level integer not null default 0,
  own_device integer not null default 0, customer_workstation integer not null default 0, desk integer not null default 0,
  remote integer not null default 0, solved integer not null default 0, partly integer not null default 0,
  referred integer not null default 0, handed_over integer not null default 0, gone integer not null default 0,
  first_acted integer not null default 0, first_solved integer not null default 0, first_partly integer not null default 0,
  came_back integer not null default 0, failure integer not null default 0,
  primary key (place, tier, period, task, authority, channel)
);
comment on table task_figure is 'Sums of matter facts by task. Of days only for the country, regions and who runs offices: those of an office are quickly added up';

create table event_figure (
  place integer not null,
  tier "char" not null check (tier in ('d', 'm', 'y')),
  period date not null,
  authority integer not null,
  channel smallint not null,
  promises integer not null default 0, promises_kept integer not null default 0, offered integer not null default 0,
  first_answered integer not null default 0, first_answer_s bigint not null default 0, answered integer not null default 0,
  answer_s bigint not null default 0, returned integer not null default 0, surveys integer not null default 0,
  survey_points bigint not null default 0, open_s bigint not null default 0, open_visits integer not null default 0,
  primary key (place, tier, period, authority, channel)
);
comment on table event_figure is 'Sums of event facts. authority 0: of none';

create table hour_figure (
  place integer not null,
  tier "char" not null check (tier in ('d', 'm', 'y')),
  period date not null,
  weekday smallint not null,
  hour smallint not null,
  channel smallint not null,
  contacts integer not null default 0,
  visits integer not null default 0,
  wait_n integer not null default 0,
  wait_s bigint not null default 0,
  primary key (place, tier, period, weekday, hour, channel)
);
comment on table hour_figure is 'When they came, Swedish time. weekday: 1 Monday … 7 Sunday. Of days as task_figure';

create table time_figure (
  place integer not null,
  tier "char" not null check (tier in ('d', 'm', 'y')),
  period date not null,
  kind text not null check (kind in ('wait', 'walk', 'serve')),
  n integer not null,
  p50 integer not null,
  p90 integer not null,
  seconds integer[] not null,
  counts integer[] not null,
  primary key (place, tier, period, kind)
);
comment on table time_figure is 'Times by every whole second that occurred, so that medians of any period are exact. Of days as task_figure';

create table figure_correction (
  id bigint generated always as identity primary key,
  office_id integer not null references office,
  day date not null,
  noted_at timestamptz not null,
  family text not null check (family in ('contact', 'matter', 'event')),
  authority integer not null default 0,
  channel smallint not null,
  "column" text not null,
  "from" bigint not null,
  "to" bigint not null,
  check ("from" <> "to")
);
comment on table figure_correction is 'What stood of a day that was over and what stands since; followed, never changed';
create index on figure_correction (office_id, day);
create index on figure_correction (day);
create function corrections_stand() returns trigger language plpgsql as $$
begin
  raise exception 'what was noted stands' using errcode = 'check_violation', constraint = 'corrections_stand';
end $$;
create trigger corrections_stand before update or delete or truncate on figure_correction
  for each statement execute function corrections_stand();

-- Marks, in the transaction of what they are about. As the owner: nobody writes marks beside this.
create function mark_figures() returns trigger language plpgsql security definer set search_path = public as $$
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
  when 'office_open_day' then
    insert into figure_stale select distinct office_id, day from changed;
  end case;
  return null;
end $$;
do $$
declare
  t text;
begin
  foreach t in array array['visit', 'ticket', 'act', 'matter', 'promise', 'hand_over_event', 'office_open_day'] loop
    execute format('create trigger mark_figures_new after insert on %I referencing new table as changed
      for each statement execute function mark_figures()', t);
  end loop;
  foreach t in array array['ticket', 'promise', 'office_open_day'] loop
    execute format('create trigger mark_figures_changed after update on %I referencing new table as changed
      for each statement execute function mark_figures()', t);
  end loop;
end $$;
create trigger mark_figures_gone after delete on matter referencing old table as changed
  for each statement execute function mark_figures();
-- A contact that is junk was none; one that another office answers is answered there, or here again.
create function mark_figures_of_contact() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into figure_stale values (new.office_id, new.opened_on);
  return null;
end $$;
create trigger mark_figures_of_contact after update of closed_as, away_to on visit for each row
  when (old.away_to is distinct from new.away_to
    or (coalesce(old.closed_as, '') in ('junk', 'sent-back')) <> (coalesce(new.closed_as, '') in ('junk', 'sent-back')))
  execute function mark_figures_of_contact();
-- Whoever says later which languages they speak spoke them with those whom they have served in this session.
create function mark_figures_of_session() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into figure_stale select distinct t.office_id, t.day from queue_event e join ticket t on t.id = e.ticket_id
    where e.office_id = new.office_id and e.session_id = new.id and e.at >= new.opened_at;
  return null;
end $$;
create trigger mark_figures_of_session after update of languages on desk_session for each row
  when (old.languages is distinct from new.languages) execute function mark_figures_of_session();
create function mark_places_of_office() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into figure_place_stale
    select distinct p.place from (select old.area_id, old.operator_id union select new.area_id, new.operator_id) o
      left join office_area a on a.id = o.area_id
      cross join lateral (values (area_place(a.id)), (region_place(a.region_id)), (operator_place(o.operator_id))) as p(place)
    where p.place is not null;
  return null;
end $$;
create trigger mark_places_of_office after update of area_id, operator_id on office for each row
  when (old.area_id is distinct from new.area_id or old.operator_id is distinct from new.operator_id)
  execute function mark_places_of_office();
create function mark_places_of_area() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into figure_place_stale values (region_place(old.region_id)), (region_place(new.region_id));
  return null;
end $$;
create trigger mark_places_of_area after update of region_id on office_area for each row
  when (old.region_id <> new.region_id) execute function mark_places_of_area();

-- What happened, as facts: the one definition, for what is stored and for what is not yet. Pairs of office and day. As the owner,
-- with the walls in it: contacts of offices that the actor counts, matters of those or of the actor's authorities.
create index promise_due on promise (office_id, due_at);
create index hand_over_event_counted on hand_over_event (office_id, at)
  where kind in ('offered', 'answered-first', 'answered-final', 'refused', 'returned');

create function contact_facts_now(offices int[], days date[]) returns setof contact_fact
language sql stable security definer set search_path = public rows 200 as $$
  with asked as (
    select distinct a.office_id, a.day from unnest(offices, days) as a(office_id, day)
    where a.office_id = any ((select scope_counted_offices())::int[])
  ), came as materialized (
    select v.id, v.office_id, v.opened_on as day, v.opened_at, v.channel, x.ticket_id,
      row_number() over (partition by x.ticket_id, v.opened_on order by v.opened_at, v.id) as nth
    from asked a join visit v on v.office_id = a.office_id and v.opened_on = a.day
      left join ticket_visit x on x.visit_id = v.id
    -- Where another office helps (ADR 16), the contact counts where it came, and its matters where they are answered.
    where v.closed_as is distinct from 'junk' and v.came_from is null
  ), told as materialized (
    select t.id, t.office_id, t.day, t.issued_at, t.state, t.language, t.interpreter, t.sign_language, t.estimate_low, t.estimate_high,
      p.*, exists (select from ticket m where m.moved_from = t.id) as moved
    from asked a join ticket t on t.office_id = a.office_id and t.day = a.day
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

create function matter_facts_now(offices int[], days date[]) returns setof matter_fact
language sql stable security definer set search_path = public rows 300 as $$
  with asked as (
    select distinct a.office_id, a.day from unnest(offices, days) as a(office_id, day)
  )
  select m.id, v.office_id, v.opened_on, m.principal_id, m.task_id, channel_number(v.channel),
    coalesce(d.level, 0::smallint), coalesce(d.help_form, 0::smallint), coalesce(d.outcome, 0::smallint),
    row_number() over (partition by m.visit_id, m.principal_id order by m.id) = 1,
    v.came_back_of is null,
    v.came_back_of is not null and exists (select from visit b join matter same on same.visit_id = b.id
      where b.id = v.came_back_of and same.task_id = m.task_id and same.principal_id = m.principal_id
        and v.opened_on - b.opened_on between 0 and 14)
  from asked a join visit v on v.office_id = a.office_id and v.opened_on = a.day join matter m on m.visit_id = v.id
    left join lateral (
      select max(level_number(c.level)) as level,
        (array_agg(help_number(c.help_form) order by c.acted_at desc, c.id desc))[1] as help_form,
        (array_agg(outcome_number(c.outcome) order by c.acted_at desc, c.id desc))[1] as outcome
      from act c where c.matter_id = m.id) d on true
  where (v.closed_as is null or v.closed_as not in ('junk', 'sent-back')) and v.away_to is null
    and (v.office_id = any ((select scope_counted_offices())::int[]) or m.principal_id = any ((select scope_authorities())::int[]))
$$;

create function event_facts_now(offices int[], days date[]) returns setof event_fact
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
  select null, a.office_id, a.day, 'open', 0, 0, d.seconds, (
      select count(*) from visit v where v.office_id = a.office_id and v.opened_on = a.day and v.channel = 'visit'
        and v.closed_as is distinct from 'junk')::int
    from asked a join office_open_day d on d.office_id = a.office_id and d.day = a.day
    where a.whole
$$;
revoke all on function contact_facts_now, matter_facts_now, event_facts_now from public;
grant execute on function contact_facts_now, matter_facts_now, event_facts_now to samtjanst_app;

-- The sum of two distributions of times; what is zero is left out. n, p50 and p90 follow.
create function add_times(s1 int[], c1 int[], s2 int[], c2 int[], out seconds int[], out counts int[], out n int, out p50 int, out p90 int)
language sql immutable parallel safe as $$
  select array_agg(s order by s), array_agg(c order by s), sum(c)::int,
    min(s) filter (where upto >= greatest(1, ceil(0.5 * n))), min(s) filter (where upto >= greatest(1, ceil(0.9 * n)))
  from (
    select s, c, sum(c) over (order by s) as upto, sum(c) over () as n
    from (select s, sum(c)::int as c from (
      select * from unnest(s1, c1) as a(s, c) union all select * from unnest(s2, c2) as b(s, c)) both_of
      group by s having sum(c) <> 0) summed
  ) ranked
$$;

do $$
declare t text;
begin
  foreach t in array array['contact_figure', 'hour_figure', 'time_figure'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy whole_places on %I for select using (place = any ((select scope_counted_places())::int[]))', t);
  end loop;
  foreach t in array array['matter_figure', 'task_figure', 'event_figure'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy whole_places_or_own_authority on %I for select using (
      place = any ((select scope_counted_places())::int[]) or authority = any ((select scope_authorities())::int[]))', t);
  end loop;
  alter table contact_fact enable row level security;
  create policy counted_offices on contact_fact for select using (office_id = any ((select scope_counted_offices())::int[]));
  foreach t in array array['matter_fact', 'event_fact', 'figure_correction'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy counted_offices_or_own_authority on %I for select using (
      office_id = any ((select scope_counted_offices())::int[]) or authority = any ((select scope_authorities())::int[]))', t);
  end loop;
  -- The roll-up works for the registers of the whole system.
  foreach t in array array['contact_figure', 'hour_figure', 'time_figure', 'matter_figure', 'task_figure', 'event_figure',
    'contact_fact', 'matter_fact', 'event_fact', 'figure_correction'] loop
    execute format('create policy roll_up on %I using ((select scope_registers()))', t);
    execute format('grant select, insert on %I to samtjanst_app', t);
    if t <> 'figure_correction' then execute format('grant update, delete on %I to samtjanst_app', t); end if;
  end loop;
  foreach t in array array['figure_day', 'figure_stale', 'figure_place_stale', 'office_open_day'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy everybody_knows_which on %I for select using (true)', t);
    execute format('create policy roll_up on %I using ((select scope_registers()))', t);
    execute format('grant select, insert, update, delete on %I to samtjanst_app', t);
  end loop;
end $$;
grant select on figure_place to samtjanst_app;

-- What has happened before there were figures.
insert into figure_stale
  select office_id, opened_on from visit union select office_id, day from ticket
  union select office_id, swedish_day(due_at) from promise union select office_id, swedish_day(at) from hand_over_event;
