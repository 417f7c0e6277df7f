-- Up Migration
-- When an office is open: its own weeks, exceptions and hours in other languages. What it has not set, its type gives.

create table office_week (
  id integer generated always as identity primary key,
  office_id integer not null references office,
  valid daterange not null check (not isempty(valid) and not lower_inf(valid)),
  closed_on_bridge_days boolean not null,
  summer_from_week integer check (summer_from_week between 1 and 53),
  summer_to_week integer check (summer_to_week between 1 and 53),
  -- Where it departs from the type of the office, and why.
  breaches text[] not null,
  reason text check (length(reason) between 3 and 500),
  recorded_at timestamptz not null,
  recorded_by text not null references account_user,
  withdrawn_at timestamptz,
  constraint summer_closing_has_two_ends check ((summer_from_week is null) = (summer_to_week is null)),
  constraint summer_closing_begins_before_it_ends check (summer_from_week <= summer_to_week),
  constraint a_breach_has_its_reason check (cardinality(breaches) = 0 or reason is not null),
  -- As WITHOUT OVERLAPS, among those that are not withdrawn.
  constraint one_week_at_a_time exclude using gist (office_id with =, valid with &&) where (withdrawn_at is null)
);
comment on table office_week is 'The ordinary week of an office during a period; a planned change is one whose first day is to come';

create table office_week_day (
  week_id integer not null references office_week,
  weekday integer not null check (weekday between 1 and 7),
  opens time not null,
  closes time not null,
  lunch_from time,
  lunch_to time,
  primary key (week_id, weekday),
  constraint opens_before_it_closes check (opens < closes),
  constraint lunch_has_two_ends check ((lunch_from is null) = (lunch_to is null)),
  constraint lunch_lies_within_the_hours check (opens < lunch_from and lunch_from < lunch_to and lunch_to < closes)
);
comment on table office_week_day is 'The hours of a weekday (1: Monday), Swedish clock time; a weekday that is not there is closed. Never changed';

create table office_hours_exception (
  id integer generated always as identity primary key,
  office_id integer not null references office,
  period daterange not null check (not isempty(period) and not lower_inf(period) and not upper_inf(period)),
  opens time,
  closes time,
  lunch_from time,
  lunch_to time,
  cause text not null check (cause in ('premises', 'staffing', 'training', 'event', 'safety', 'holiday', 'other')),
  breaches text[] not null,
  reason text check (length(reason) between 3 and 500),
  recorded_at timestamptz not null,
  recorded_by text not null references account_user,
  withdrawn_at timestamptz,
  constraint hours_have_two_ends check ((opens is null) = (closes is null)),
  constraint opens_before_it_closes check (opens < closes),
  constraint lunch_has_two_ends check ((lunch_from is null) = (lunch_to is null)),
  constraint lunch_lies_within_the_hours
    check (lunch_from is null or (opens is not null and opens < lunch_from and lunch_from < lunch_to and lunch_to < closes)),
  constraint a_breach_or_another_cause_has_its_reason
    check (reason is not null or (cause <> 'other' and cardinality(breaches) = 0)),
  constraint one_exception_at_a_time exclude using gist (office_id with =, period with &&) where (withdrawn_at is null)
);
comment on table office_hours_exception is 'Days when an office is closed (no hours) or has other hours; cause: what visitors are told';

create table office_language_hours (
  id integer generated always as identity primary key,
  office_id integer not null references office,
  language text not null check (language ~ '^[a-z]{2,3}$'),
  weekday integer not null check (weekday between 1 and 7),
  from_time time not null,
  to_time time not null,
  valid daterange not null check (not isempty(valid) and not lower_inf(valid)),
  recorded_at timestamptz not null,
  recorded_by text not null references account_user,
  withdrawn_at timestamptz,
  constraint begins_before_it_ends check (from_time < to_time),
  constraint one_time_a_day_and_language exclude using gist (office_id with =, language with =, weekday with =, valid with &&)
    where (withdrawn_at is null)
);
comment on table office_language_hours is 'When visitors are met in a language (minority languages: 12 § lagen (2009:724)), within the opening hours';

create index on office_week (office_id);
create index on office_hours_exception (office_id);
create index on office_language_hours (office_id);

-- The second clock.
do $$
declare t text;
begin
  foreach t in array array['office_week', 'office_hours_exception', 'office_language_hours'] loop
    execute format('create table %1$I (like %2$I, known_at timestamptz not null, actor text, operation text not null)',
      t || '_history', t);
    execute format('create index on %I (office_id, id, known_at desc)', t || '_history');
    execute format('create trigger keep_history after insert or update on %I for each row execute function keep_history()', t);
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I enable row level security', t || '_history');
    -- When an office is open is for everybody to know.
    execute format('create policy everybody_reads on %I for select using (true)', t);
    execute format('create policy everybody_reads on %I for select using (true)', t || '_history');
    execute format('create policy its_manager_adds on %I for insert with check (recorded_by = (select scope_actor())
      and (office_id = any ((select scope_managed_offices())::int[]) or (select scope_registers())))', t);
    execute format('create policy its_manager_ends on %I for update
      using (office_id = any ((select scope_managed_offices())::int[]) or (select scope_registers()))', t);
    execute format('grant select, insert on %I to samtjanst_app', t);
    execute format('grant select on %I to samtjanst_app', t || '_history');
  end loop;
end $$;
grant update (valid, withdrawn_at) on office_week, office_language_hours to samtjanst_app;
grant update (withdrawn_at) on office_hours_exception to samtjanst_app;

alter table office_week_day enable row level security;
create policy everybody_reads on office_week_day for select using (true);
create policy its_manager_adds on office_week_day for insert with check (exists (select from office_week w
  where w.id = week_id and (w.office_id = any ((select scope_managed_offices())::int[]) or (select scope_registers()))));
grant select, insert on office_week_day to samtjanst_app;

create function office_week_as_known(at timestamptz) returns setof office_week stable language sql as $$
  select distinct on (id) id, office_id, valid, closed_on_bridge_days, summer_from_week, summer_to_week, breaches, reason,
    recorded_at, recorded_by, withdrawn_at from office_week_history where known_at <= at order by id, known_at desc
$$;
create function office_hours_exception_as_known(at timestamptz) returns setof office_hours_exception stable language sql as $$
  select distinct on (id) id, office_id, period, opens, closes, lunch_from, lunch_to, cause, breaches, reason,
    recorded_at, recorded_by, withdrawn_at from office_hours_exception_history where known_at <= at order by id, known_at desc
$$;
create function office_language_hours_as_known(at timestamptz) returns setof office_language_hours stable language sql as $$
  select distinct on (id) id, office_id, language, weekday, from_time, to_time, valid,
    recorded_at, recorded_by, withdrawn_at from office_language_hours_history where known_at <= at order by id, known_at desc
$$;

-- What was changed, in the words of the change: followed, never overwritten.
create table office_hours_event (
  id bigint generated always as identity primary key,
  office_id integer not null references office,
  at timestamptz not null,
  actor text not null references account_user,
  kind text not null check (kind in ('week-set', 'week-withdrawn', 'exception-added', 'exception-withdrawn',
    'language-added', 'language-ended')),
  details jsonb not null
);
comment on table office_hours_event is 'Every change of an office''s hours, with what it collided with when it was made';
create index on office_hours_event (office_id, id desc);
alter table office_hours_event enable row level security;
create policy who_may_change_reads on office_hours_event for select
  using (office_id = any ((select scope_managed_offices())::int[]) or (select scope_registers()));
create policy its_manager_adds on office_hours_event for insert with check (actor = (select scope_actor())
  and (office_id = any ((select scope_managed_offices())::int[]) or (select scope_registers())));
grant select, insert on office_hours_event to samtjanst_app;
