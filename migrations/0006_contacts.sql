-- Up Migration
-- The ledger. A visit holds matters; an act is what was done in a matter, with what it rested on. Acts and events are
-- followed by others, never changed: the application has neither UPDATE nor DELETE on them.

create table import_batch (
  id integer generated always as identity primary key,
  kind text not null,
  file_name text not null,
  sha256 text not null,
  row_count integer not null check (row_count > 0),
  imported_at timestamptz not null default now(),
  imported_by text
);
comment on table import_batch is 'One file taken in whole';

create table visit (
  id uuid primary key default uuidv7(),
  office_id integer not null references office,
  opened_by integer not null references officer,
  opened_at timestamptz not null default now(),
  opened_on date not null,
  closed_at timestamptz,
  closed_by integer references officer,
  import_id integer references import_batch,
  unique (id, office_id),
  constraint closing_has_time_and_officer check ((closed_at is null) = (closed_by is null)),
  constraint closed_after_it_was_opened check (closed_at >= opened_at)
);
comment on table visit is 'One visitor at one office. Holds nothing about the person';
comment on column visit.opened_on is 'The Swedish day of opened_at';
create index on visit (office_id, opened_on);
create index visit_open on visit (office_id) where closed_at is null;

create table matter (
  id uuid primary key default uuidv7(),
  visit_id uuid not null,
  office_id integer not null,
  task_id integer not null references task,
  principal_id integer not null references authority,
  added_at timestamptz not null default now(),
  added_by integer not null references officer,
  foreign key (visit_id, office_id) references visit (id, office_id),
  unique (visit_id, task_id, principal_id),
  unique (id, visit_id, task_id, principal_id)
);
comment on table matter is 'What the visitor wants of one authority. Secrecy follows that authority (R10)';

create table act (
  id uuid primary key default uuidv7(),
  matter_id uuid not null,
  visit_id uuid not null,
  task_id integer not null,
  principal_id integer not null,
  office_id integer not null,
  officer_id integer not null references officer,
  actor text,
  role text not null,
  level text not null check (level in ('signpost', 'guidance', 'e-service', 'personal-data', 'authority')),
  help_form text not null check (help_form in ('own-device', 'customer-workstation', 'desk')),
  outcome text not null check (outcome in ('solved', 'partly', 'referred', 'handed-over', 'left')),
  acted_at timestamptz not null default now(),
  acted_on date not null,
  agreement_id integer,
  agreement_version integer,
  mandate_id integer references mandate,
  catalogue_code text,
  catalogue_version integer,
  conditions text[] not null default '{}',
  foreign key (matter_id, visit_id, task_id, principal_id) references matter (id, visit_id, task_id, principal_id),
  foreign key (visit_id, office_id) references visit (id, office_id),
  foreign key (agreement_id, agreement_version) references agreement_version (agreement_id, version),
  foreign key (catalogue_code, catalogue_version) references catalogue_item (code, version),
  constraint only_signposting_needs_no_agreement check (level = 'signpost' or agreement_version is not null),
  constraint agreement_and_version_go_together check ((agreement_id is null) = (agreement_version is null)),
  constraint access_and_authority_need_a_mandate check (level not in ('personal-data', 'authority') or mandate_id is not null),
  constraint authority_needs_a_catalogue_item check (level <> 'authority' or (catalogue_code is not null and catalogue_version is not null))
);
comment on table act is 'What an officer did in a matter, in whose name, and on what it rested that day';
create index on act (visit_id);
create index on act (matter_id);
create index on act (principal_id, acted_on);
create index on act (office_id, acted_on);

-- The last word on R6 is the database's: an act cannot rest on a mandate that does not hold that day, whatever the code
-- above believes. FOR SHARE waits for a withdrawal that is under way and then sees it.
-- As the owner, because an officer may read mandates but not lock them.
create function act_rests_on_a_mandate_in_force() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform from mandate m where m.id in (select mandate_id from added) for share;
  if exists (
    select from added a where a.mandate_id is not null and not exists (
      select from mandate m join agreement_version v on v.agreement_id = m.agreement_id
      where m.id = a.mandate_id and m.officer_id = a.officer_id and m.principal_id = a.principal_id
        and m.agreement_id = a.agreement_id and m.valid @> a.acted_on
        and (m.withdrawn_on is null or m.withdrawn_on > a.acted_on)
        and m.signed_by_principal_on <= a.acted_on and m.signed_by_officer_on <= a.acted_on
        and exists (select from mandate_task x where x.mandate_id = m.id and x.task_id = a.task_id and x.level = a.level)
        and v.version = a.agreement_version and v.valid @> a.acted_on)
  ) then
    raise exception 'the mandate is not in force' using errcode = 'check_violation', constraint = 'act_rests_on_a_mandate_in_force';
  end if;
  return null;
end $$;
create trigger act_rests_on_a_mandate_in_force after insert on act referencing new table as added
  for each statement execute function act_rests_on_a_mandate_in_force();

-- A closed visit takes no more matters or acts, and is not opened again.
create function visit_is_open() returns trigger language plpgsql set search_path = public as $$
begin
  perform from visit v where v.id in (select visit_id from added) and v.import_id is null for share;
  if exists (select from added a join visit v on v.id = a.visit_id where v.closed_at is not null and v.import_id is null) then
    raise exception 'the visit is closed' using errcode = 'check_violation', constraint = 'visit_is_open';
  end if;
  return null;
end $$;
create trigger visit_is_open after insert on act referencing new table as added
  for each statement execute function visit_is_open();
create trigger visit_is_open after insert on matter referencing new table as added
  for each statement execute function visit_is_open();
create function a_closed_visit_stays_closed() returns trigger language plpgsql as $$
begin
  raise exception 'the visit is closed' using errcode = 'check_violation', constraint = 'a_closed_visit_stays_closed';
end $$;
create trigger a_closed_visit_stays_closed before update on visit
  for each row when (old.closed_at is not null) execute function a_closed_visit_stays_closed();

create table event (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  actor text,
  role text not null,
  kind text not null,
  subject text not null,
  subject_id text not null,
  authority_id integer references authority,
  office_id integer references office,
  details jsonb not null default '{}'
);
comment on table event is 'The audit: who did what in which role, written in the transaction that does it';
create index on event (subject, subject_id);
create index on event (authority_id, at desc);

grant select, insert on import_batch, visit, matter, act, event to samtjanst_app;
grant update (closed_at, closed_by) on visit to samtjanst_app;
-- A matter that was added by mistake; one with an act is held by the act's foreign key.
grant delete on matter to samtjanst_app;

alter table visit enable row level security;
create policy office on visit using ((select scope_registers()) or office_id = any ((select scope_offices())::int[]));
alter table matter enable row level security;
create policy office_or_principal on matter using ((select scope_registers())
  or office_id = any ((select scope_offices())::int[]) or principal_id = any ((select scope_authorities())::int[]));
alter table act enable row level security;
create policy office_or_principal on act using ((select scope_registers())
  or office_id = any ((select scope_offices())::int[]) or principal_id = any ((select scope_authorities())::int[]));
alter table event enable row level security;
create policy writes_what_one_does on event for insert with check ((select scope_registers()) or actor = (select scope_actor()));
create policy own_authority_or_office on event for select using ((select scope_registers())
  or authority_id = any ((select scope_authorities())::int[]) or office_id = any ((select scope_offices())::int[]));
