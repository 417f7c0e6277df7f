-- Up Migration
-- Competence that an agreement asks for, and the municipal bases beside samtjänst and serviceavtal.

-- What an officer has been taught to do in an authority's name. A renewal is a new row; what was recorded in error is
-- withdrawn from its first day.
create table officer_competence (
  id integer generated always as identity primary key,
  officer_id integer not null references officer,
  principal_id integer not null references authority,
  task_id integer not null references task,
  proof text not null check (proof <> ''),
  obtained_on date not null,
  valid daterange not null check (not isempty(valid) and not lower_inf(valid)),
  withdrawn_on date,
  withdrawn_reason text,
  recorded_at timestamptz not null default clock_timestamp(),
  recorded_by text default scope_actor(),
  constraint competence_is_obtained_before_it_counts check (obtained_on <= lower(valid)),
  constraint a_withdrawal_has_its_reason check ((withdrawn_on is null) = (withdrawn_reason is null))
);
comment on table officer_competence is 'Competence for a task in an authority''s name, with its proof. The law asks for none: an agreement may (agreement_version.competence)';
comment on column officer_competence.withdrawn_on is 'From this day it counts for nothing';
create index on officer_competence (officer_id);
create index on officer_competence (principal_id, task_id);

create function a_withdrawn_competence_stays() returns trigger language plpgsql as $$
begin
  raise exception 'the competence is withdrawn' using errcode = 'check_violation', constraint = 'a_withdrawn_competence_stays';
end $$;
create trigger a_withdrawn_competence_stays before update on officer_competence for each row
  when (old.withdrawn_on is not null) execute function a_withdrawn_competence_stays();

create table officer_competence_history (like officer_competence, known_at timestamptz not null, actor text, operation text not null);
create index on officer_competence_history (id, known_at desc);
create index on officer_competence_history (officer_id);
create trigger keep_history after insert or update on officer_competence for each row execute function keep_history();
create function officer_competence_as_known(at timestamptz) returns setof officer_competence stable language sql as $$
  select distinct on (id) id, officer_id, principal_id, task_id, proof, obtained_on, valid, withdrawn_on, withdrawn_reason,
    recorded_at, recorded_by from officer_competence_history where known_at <= at order by id, known_at desc
$$;
create constraint trigger registers_have_changed after insert or update on officer_competence
  deferrable initially deferred for each row execute function registers_have_changed();

grant select on officer_competence, officer_competence_history to samtjanst_app;
grant insert on officer_competence to samtjanst_app;
grant update (withdrawn_on, withdrawn_reason) on officer_competence to samtjanst_app;

do $$
declare t text;
begin
  foreach t in array array['officer_competence', 'officer_competence_history'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy principal_or_employer_reads on %I for select using ((select scope_registers())
      or principal_id = any ((select scope_authorities())::int[])
      or exists (select from officer o where o.id = officer_id and o.employer_id = any ((select scope_employers())::int[])))', t);
    execute format('create policy principal_gives on %I for insert with check ((select scope_registers())
      or principal_id = any ((select scope_authorities())::int[]))', t);
    execute format('create policy principal_changes on %I for update using ((select scope_registers())
      or principal_id = any ((select scope_authorities())::int[]))', t);
  end loop;
end $$;

-- Whether a version asks for it. The history is kept by position (0001, keep_history): its table is made anew, in order.
alter table agreement_version add column competence text not null default 'not-asked'
  constraint competence_is_asked_in_a_known_way check (competence in ('not-asked', 'warns', 'blocks'));
comment on column agreement_version.competence is 'What missing competence means: not-asked, warns (the act is permitted and told of), blocks (refused)';

alter table agreement_version_history rename to agreement_version_history_before;
create table agreement_version_history (like agreement_version, known_at timestamptz not null, actor text, operation text not null);
insert into agreement_version_history
  select agreement_id, version, valid, decided_on, office_scope, summary, recorded_at, recorded_by, 'not-asked', known_at,
    actor, operation from agreement_version_history_before;
drop table agreement_version_history_before;
create index on agreement_version_history (agreement_id, version, known_at desc);
grant select on agreement_version_history to samtjanst_app;
alter table agreement_version_history enable row level security;
create policy parties_read on agreement_version_history for select using ((select scope_registers())
  or agreement_id = any ((select scope_agreements())::int[]));
create or replace function agreement_version_as_known(at timestamptz) returns setof agreement_version stable language sql as $$
  select distinct on (agreement_id, version) agreement_id, version, valid, decided_on, office_scope, summary, recorded_at,
    recorded_by, competence from agreement_version_history where known_at <= at order by agreement_id, version, known_at desc
$$;

-- Municipal bases (kommunallagen (2017:725)): the kind of agreement and the signing day together decide the regime.
alter table regime add column basis text not null default 'service-agreement'
  constraint a_known_basis check (basis in ('service-agreement', 'municipal-cooperation', 'own-office'));
comment on column regime.basis is 'service-agreement: samtjänst and serviceavtal; municipal-cooperation: avtalssamverkan (9 kap. 37 §); own-office: a municipality''s or region''s own';
comment on table regime is 'The law and ordinance that govern agreements of a kind signed within a period (R1); rules: src/law/facts.ts, Regime';
alter table regime drop constraint a_signing_day_has_one_regime;
alter table regime add constraint a_signing_day_has_one_regime exclude using gist (basis with =, signed with &&);
update regime set rules = rules || '{"separateListing": true}' where not rules ? 'separateListing';

-- No state authority is a party to what rests on kommunallagen.
create function parties_fit_the_basis() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if exists (select from agreement a join regime r on r.id = a.regime_id join authority p on p.id = new.authority_id
    where a.id = new.agreement_id and r.basis <> 'service-agreement' and p.kind not in ('municipality', 'region')) then
    raise exception 'only municipalities and regions are parties' using errcode = 'check_violation', constraint = 'parties_fit_the_basis';
  end if;
  return null;
end $$;
create constraint trigger parties_fit_the_basis after insert or update on agreement_party
  for each row execute function parties_fit_the_basis();

-- One acts for oneself at one's own office, and nowhere else.
alter table agreement_task drop constraint one_does_not_act_for_oneself;
create function one_does_not_act_for_oneself() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if not exists (select from agreement a join regime r on r.id = a.regime_id where a.id = new.agreement_id
    and (r.basis = 'own-office') = (new.principal_id = new.performer_id)) then
    raise exception 'one does not act for oneself' using errcode = 'check_violation', constraint = 'one_does_not_act_for_oneself';
  end if;
  return null;
end $$;
create constraint trigger one_does_not_act_for_oneself after insert or update on agreement_task
  for each row execute function one_does_not_act_for_oneself();

-- Exercise of authority rests on an item of a closed list, or where the regime says so on the officer's delegation.
alter table act drop constraint authority_needs_a_catalogue_item;
create function authority_needs_a_catalogue_item() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if exists (
    select from added a where a.level = 'authority' and (a.catalogue_code is null or a.catalogue_version is null)
      and not exists (
        select from agreement g join regime r on r.id = g.regime_id join mandate m on m.id = a.mandate_id
        where g.id = a.agreement_id and r.rules ->> 'exerciseOfAuthority' = 'delegation' and m.kind = 'delegation')
  ) then
    raise exception 'no item and no delegation' using errcode = 'check_violation', constraint = 'authority_needs_a_catalogue_item';
  end if;
  return null;
end $$;
create trigger authority_needs_a_catalogue_item after insert on act referencing new table as added
  for each statement execute function authority_needs_a_catalogue_item();
