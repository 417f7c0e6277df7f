-- Up Migration
-- What a visitor needs to know before coming, besides the hours: where the door is, how to get in, which languages are spoken.

create table office_visit_facts (
  office_id integer primary key references office,
  street text check (length(street) between 3 and 120),
  postcode text check (postcode ~ '^\d{3} \d{2}$'),
  town text check (length(town) between 2 and 60),
  directions_sv text check (length(directions_sv) between 3 and 600),
  directions_en text check (length(directions_en) between 3 and 600),
  step_free boolean,
  languages text[] not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  constraint an_address_is_whole check ((street is null) = (postcode is null) and (street is null) = (town is null)),
  constraint languages_are_codes check (array_to_string(languages, ' ') ~ '^([a-z]{2,3}( |$))*$')
);
comment on table office_visit_facts is 'Where an office lies and how visitors are met there. What is null is not known, and is told as not known';
comment on column office_visit_facts.step_free is 'Whether one comes from the street to the desk without a step; null: not known';
comment on column office_visit_facts.languages is 'Languages besides Swedish that visitors are met in at any hour (ISO 639); hours in a language: office_language_hours';

create table office_visit_facts_history (like office_visit_facts, known_at timestamptz not null, actor text,
  operation text not null);
create index on office_visit_facts_history (office_id, known_at desc);
create trigger keep_history after insert or update on office_visit_facts for each row execute function keep_history();

do $$
declare t text;
begin
  foreach t in array array['office_visit_facts', 'office_visit_facts_history'] loop
    execute format('alter table %I enable row level security', t);
    -- They are for everybody to know.
    execute format('create policy everybody_reads on %I for select using (true)', t);
    execute format('grant select on %I to samtjanst_app', t);
  end loop;
end $$;
create policy its_manager_adds on office_visit_facts for insert with check (recorded_by = (select scope_actor())
  and (office_id = any ((select scope_managed_offices())::int[]) or (select scope_registers())));
create policy its_manager_changes on office_visit_facts for update
  using (office_id = any ((select scope_managed_offices())::int[]) or (select scope_registers()))
  with check (recorded_by = (select scope_actor()));
grant insert, update on office_visit_facts to samtjanst_app;

-- A process that keeps what the public pages show knows by register_revision whether it still holds.
do $$
declare t text;
begin
  foreach t in array array['office_week', 'office_hours_exception', 'office_language_hours', 'office_visit_facts'] loop
    execute format('create constraint trigger registers_have_changed after insert or update on %I
      deferrable initially deferred for each row execute function registers_have_changed()', t);
  end loop;
end $$;

-- Hours come by files too, which the installation itself may take in: as in the audit, who did it is then no account.
alter table office_week drop constraint office_week_recorded_by_fkey;
alter table office_hours_exception drop constraint office_hours_exception_recorded_by_fkey;
alter table office_hours_event drop constraint office_hours_event_actor_fkey;

-- An exception that has begun is cut, not withdrawn: the days that have been stay as they were.
grant update (period) on office_hours_exception to samtjanst_app;
alter table office_hours_event drop constraint office_hours_event_kind_check,
  add check (kind in ('week-set', 'week-withdrawn', 'exception-added', 'exception-withdrawn', 'exception-cut',
    'language-added', 'language-ended'));
