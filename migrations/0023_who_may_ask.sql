-- Up Migration
-- Who may ask: an employer's coordinators read what its own staff act under, whoever gave it, and an office's manager reads it
-- for the staff of the office's operator. Nobody writes more than before: their policies for insert and update are untouched.

create function scope_operators() returns int[] language sql stable parallel safe security definer set search_path = public
return (select coalesce(array_agg(distinct operator_id), '{}') from office where id = any (scope_managed_offices()));
comment on function scope_operators is 'Authorities that run the offices which the actor manages';

create function scope_staff() returns int[] language sql stable parallel safe security definer set search_path = public
return scope_employers() || scope_authorities() || scope_operators();
comment on function scope_staff is 'Employers of the officers whose mandates and competence the actor reads';

create or replace function scope_agreements() returns int[] language sql stable parallel safe security definer set search_path = public
return (select coalesce(array_agg(distinct agreement_id), '{}') from agreement_party
  where authority_id = any (scope_authorities() || scope_employers() || scope_operators()));
comment on function scope_agreements is 'Agreements to which an authority of the actor, the actor''s employer, or the operator of a managed office is a party';

do $$
declare t text;
begin
  foreach t in array array['mandate', 'mandate_history', 'officer_competence', 'officer_competence_history'] loop
    execute format('drop policy principal_or_employer_reads on %I', t);
    execute format('create policy principal_or_employer_reads on %I for select using ((select scope_registers())
      or principal_id = any ((select scope_authorities())::int[])
      or officer_id in (select o.id from officer o where o.employer_id = any ((select scope_staff())::int[])))', t);
  end loop;
end $$;

-- A planned step can be changed by who planned it; what it said before stands in the event.
grant update (planned_on, title) on agreement_step to samtjanst_app;
grant delete on agreement_step_office to samtjanst_app;
create policy author_changes on agreement_step_office as restrictive for delete using ((select scope_registers())
  or exists (select from agreement_step s where s.id = step_id and s.author_id = any ((select scope_authorities())::int[])));
