-- Up Migration

create table agreement (
  id integer generated always as identity primary key,
  diary_number text not null,
  name text not null,
  regime_id text not null references regime,
  signed_on date not null,
  government_directed boolean not null,
  approved_on date,
  approval_revoked_on date,
  term_ends_on date,
  source text not null,
  note text not null default '',
  recorded_at timestamptz not null default clock_timestamp(),
  unique (diary_number),
  constraint an_approval_is_revoked_after_it_was_given check (approval_revoked_on >= approved_on)
);
comment on table agreement is 'Samtjänstavtal or serviceavtal: what is true of it whatever its version. Its regime follows from the signing day (R1)';

create table agreement_party (
  agreement_id integer not null references agreement,
  authority_id integer not null references authority,
  primary key (agreement_id, authority_id)
);
create index on agreement_party (authority_id);

create table agreement_version (
  agreement_id integer not null references agreement,
  version integer not null check (version > 0),
  valid daterange not null,
  decided_on date not null,
  office_scope text not null check (office_scope in ('all', 'listed')),
  summary text not null default '',
  recorded_at timestamptz not null default clock_timestamp(),
  recorded_by text,
  primary key (agreement_id, valid without overlaps),
  unique (agreement_id, version)
);
comment on table agreement_version is 'What an agreement says during a period; an amendment is a new version and cuts the one before it';
comment on column agreement_version.decided_on is 'The day this version was concluded: for version 1 the signing day';

create table agreement_version_office (
  agreement_id integer not null,
  version integer not null,
  office_id integer not null references office,
  primary key (agreement_id, version, office_id),
  foreign key (agreement_id, version) references agreement_version (agreement_id, version)
);

create table agreement_task (
  agreement_id integer not null,
  version integer not null,
  task_id integer not null references task,
  principal_id integer not null,
  performer_id integer not null,
  exercises_authority boolean not null,
  requires_personal_data boolean not null,
  listed_separately boolean not null,
  performers_named boolean not null,
  catalogue_code text,
  office_scope text not null check (office_scope in ('as the agreement', 'listed')),
  primary key (agreement_id, version, task_id, principal_id),
  foreign key (agreement_id, version) references agreement_version (agreement_id, version),
  foreign key (agreement_id, principal_id) references agreement_party (agreement_id, authority_id),
  foreign key (agreement_id, performer_id) references agreement_party (agreement_id, authority_id),
  constraint one_does_not_act_for_oneself check (principal_id <> performer_id),
  constraint a_listed_item_is_for_exercise_of_authority check (catalogue_code is null or exercises_authority)
);
comment on table agreement_task is 'A task in a version, with its direction: done by the performer in the principal''s name (R2)';
create index on agreement_task (task_id, principal_id);
create index on agreement_task (principal_id);

create table agreement_task_access (
  agreement_id integer not null,
  version integer not null,
  task_id integer not null,
  principal_id integer not null,
  system_id integer not null,
  primary key (agreement_id, version, task_id, principal_id, system_id),
  foreign key (agreement_id, version, task_id, principal_id) references agreement_task,
  foreign key (system_id, principal_id) references authority_system (id, authority_id)
);
comment on table agreement_task_access is 'The access to personal data that a task needs, as the agreement must state it (R2, R7): systems of the principal';

create table agreement_task_office (
  agreement_id integer not null,
  version integer not null,
  task_id integer not null,
  principal_id integer not null,
  office_id integer not null references office,
  primary key (agreement_id, version, task_id, principal_id, office_id),
  foreign key (agreement_id, version, task_id, principal_id) references agreement_task
);

create table mandate (
  id integer generated always as identity primary key,
  officer_id integer not null references officer,
  agreement_id integer not null,
  principal_id integer not null,
  kind text not null check (kind in ('commission', 'employment', 'delegation')),
  valid daterange not null,
  signed_by_principal_on date,
  signed_by_officer_on date,
  withdrawn_on date,
  withdrawn_reason text,
  recorded_at timestamptz not null default clock_timestamp(),
  foreign key (agreement_id, principal_id) references agreement_party (agreement_id, authority_id),
  constraint a_mandate_lies_within_its_agreement
    foreign key (agreement_id, period valid) references agreement_version (agreement_id, period valid)
    deferrable initially deferred,
  constraint one_mandate_at_a_time
    exclude using gist (officer_id with =, agreement_id with =, principal_id with =, valid with &&)
    where (withdrawn_on is null),
  constraint a_withdrawal_has_its_reason check ((withdrawn_on is null) = (withdrawn_reason is null))
);
comment on table mandate is 'Särskilt anställnings- eller uppdragsavtal, or delegation: what one officer may do in the principal''s name (R6)';
create index on mandate (officer_id);
create index on mandate (principal_id);

create function a_withdrawal_stays() returns trigger language plpgsql as $$
begin
  raise exception 'the mandate is withdrawn' using errcode = 'check_violation', constraint = 'a_withdrawal_stays';
end $$;
create trigger a_withdrawal_stays before update on mandate for each row
  when (old.withdrawn_on is not null and (new.withdrawn_on, new.withdrawn_reason)
    is distinct from (old.withdrawn_on, old.withdrawn_reason)) execute function a_withdrawal_stays();

create table mandate_task (
  mandate_id integer not null references mandate,
  task_id integer not null references task,
  level text not null check (level in ('personal-data', 'authority')),
  primary key (mandate_id, task_id, level)
);
create index on mandate_task (task_id, level);
create table mandate_access (
  mandate_id integer not null references mandate,
  system_id integer not null references authority_system,
  primary key (mandate_id, system_id)
);
comment on table mandate_access is 'The personal data that the mandate opens: never more than its agreement needs (R7)';

create table access_grant (
  id integer generated always as identity primary key,
  officer_id integer not null references officer,
  system_id integer not null references authority_system,
  granted daterange not null,
  source text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  constraint one_grant_at_a_time exclude using gist (officer_id with =, system_id with =, granted with &&)
);
comment on table access_grant is 'What is switched on in an authority''s system, whatever the law says; the surplus is reported (item 3c)';

create table agreement_version_history (like agreement_version, known_at timestamptz not null, actor text, operation text not null);
create index on agreement_version_history (agreement_id, version, known_at desc);
create trigger keep_history after insert or update on agreement_version for each row execute function keep_history();
create function agreement_version_as_known(at timestamptz) returns setof agreement_version stable language sql as $$
  select distinct on (agreement_id, version) agreement_id, version, valid, decided_on, office_scope, summary, recorded_at,
    recorded_by from agreement_version_history where known_at <= at order by agreement_id, version, known_at desc
$$;
create table agreement_history (like agreement, known_at timestamptz not null, actor text, operation text not null);
create index on agreement_history (id, known_at desc);
create trigger keep_history after insert or update on agreement for each row execute function keep_history();
create function agreement_as_known(at timestamptz) returns setof agreement stable language sql as $$
  select distinct on (id) id, diary_number, name, regime_id, signed_on, government_directed, approved_on,
    approval_revoked_on, term_ends_on, source, note, recorded_at from agreement_history where known_at <= at
    order by id, known_at desc
$$;
create table mandate_history (like mandate, known_at timestamptz not null, actor text, operation text not null);
create index on mandate_history (id, known_at desc);
create index on mandate_history (officer_id);
create trigger keep_history after insert or update on mandate for each row execute function keep_history();
create function mandate_as_known(at timestamptz) returns setof mandate stable language sql as $$
  select distinct on (id) id, officer_id, agreement_id, principal_id, kind, valid, signed_by_principal_on,
    signed_by_officer_on, withdrawn_on, withdrawn_reason, recorded_at from mandate_history where known_at <= at
    order by id, known_at desc
$$;

do $$
declare t text;
begin
  foreach t in array array['agreement', 'agreement_version', 'agreement_task', 'agreement_task_office',
    'agreement_version_office', 'agreement_task_access', 'mandate', 'mandate_task', 'mandate_access'] loop
    execute format('create constraint trigger registers_have_changed after insert or update on %I
      deferrable initially deferred for each row execute function registers_have_changed()', t);
  end loop;
end $$;

grant select on agreement, agreement_history, agreement_party, agreement_version, agreement_version_history,
  agreement_version_office, agreement_task, agreement_task_access, agreement_task_office, mandate, mandate_history,
  mandate_task, mandate_access, access_grant to samtjanst_app;
grant insert on agreement, agreement_party, agreement_version, agreement_version_office, agreement_task,
  agreement_task_access, agreement_task_office, mandate, mandate_task, mandate_access, access_grant to samtjanst_app;
grant update (approved_on, approval_revoked_on) on agreement to samtjanst_app;
grant update (valid) on agreement_version to samtjanst_app;
grant update (valid, signed_by_principal_on, signed_by_officer_on, withdrawn_on, withdrawn_reason) on mandate to samtjanst_app;
grant update (granted) on access_grant to samtjanst_app;

-- Who sees what. A party sees its agreements; the employer of the officers sees the mandates that they hold;
-- an authority sees the mandates that it has given. Nobody sees another authority's.
create function scope_agreements() returns int[] language sql stable parallel safe security definer set search_path = public
return (select coalesce(array_agg(distinct agreement_id), '{}') from agreement_party
  where authority_id = any (scope_authorities() || scope_employers()));
comment on function scope_agreements is 'Agreements to which an authority of the actor, or the actor''s employer, is a party';

create function scope_own_agreements() returns int[] language sql stable parallel safe security definer set search_path = public
return (select coalesce(array_agg(distinct agreement_id), '{}') from agreement_party
  where authority_id = any (scope_authorities()));
comment on function scope_own_agreements is 'Agreements to which an authority of the actor is a party: who may write in them';

-- Reading and writing are two things: the employer's officers read what they act under, the authorities write it.
do $$
declare
  t text;
  key text;
begin
  foreach t in array array['agreement', 'agreement_history', 'agreement_party', 'agreement_version',
    'agreement_version_history', 'agreement_version_office', 'agreement_task', 'agreement_task_access',
    'agreement_task_office'] loop
    key := case when t in ('agreement', 'agreement_history') then 'id' else 'agreement_id' end;
    execute format('alter table %I enable row level security', t);
    execute format('create policy parties_read on %I for select using ((select scope_registers())
      or %I = any ((select scope_agreements())::int[]))', t, key);
    execute format('create policy own_parties_add on %I for insert with check ((select scope_registers())
      or %I = any ((select scope_own_agreements())::int[]))', t, key);
    execute format('create policy own_parties_change on %I for update using ((select scope_registers())
      or %I = any ((select scope_own_agreements())::int[]))', t, key);
  end loop;
  foreach t in array array['mandate', 'mandate_history'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy principal_or_employer_reads on %I for select using ((select scope_registers())
      or principal_id = any ((select scope_authorities())::int[])
      or exists (select from officer o where o.id = officer_id and o.employer_id = any ((select scope_employers())::int[])))', t);
    execute format('create policy principal_gives on %I for insert with check ((select scope_registers())
      or principal_id = any ((select scope_authorities())::int[]))', t);
    execute format('create policy principal_changes on %I for update using ((select scope_registers())
      or principal_id = any ((select scope_authorities())::int[]))', t);
  end loop;
  foreach t in array array['mandate_task', 'mandate_access'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy as_the_mandate on %I for select using (exists (select from mandate m where m.id = mandate_id))', t);
    execute format('create policy principal_gives on %I for insert with check ((select scope_registers())
      or exists (select from mandate m where m.id = mandate_id and m.principal_id = any ((select scope_authorities())::int[])))', t);
  end loop;
end $$;
alter table access_grant enable row level security;
create policy principal_or_employer_reads on access_grant for select using ((select scope_registers())
  or exists (select from officer o where o.id = officer_id and o.employer_id = any ((select scope_employers())::int[]))
  or exists (select from authority_system s where s.id = system_id and s.authority_id = any ((select scope_authorities())::int[])));
create policy registers_write on access_grant for all using ((select scope_registers()));
