-- Up Migration
-- The law end to end: what delegation asks for, what only the Government can direct, and a performer's own figures.

-- Has a mandate what makes it one, by a day? An agreement has two sides (5 § lagen (2019:212)); delegation is the board's
-- decision, and the employee signs nothing (6 kap. 37 §, 7 kap. 5 § and 9 kap. 37 § kommunallagen (2017:725)). As
-- src/law/rules/mandate-covers.ts. Null where a day is missing: that is no yes.
create function mandate_is_made(kind text, by_principal date, by_officer date, at date) returns boolean
language sql immutable parallel safe
return by_principal <= at and (kind = 'delegation' or by_officer <= at);
comment on function mandate_is_made is 'Both sides have signed by the day; for delegation the board alone, which decides it';

create or replace function act_rests_on_a_mandate_in_force() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform from mandate m where m.id in (select mandate_id from added) for share;
  if exists (
    select from added a where a.mandate_id is not null and not exists (
      select from mandate m join agreement_version v on v.agreement_id = m.agreement_id
      where m.id = a.mandate_id and m.officer_id = a.officer_id and m.principal_id = a.principal_id
        and m.agreement_id = a.agreement_id and m.valid @> a.acted_on
        and (m.withdrawn_on is null or m.withdrawn_on > a.acted_on)
        and mandate_is_made(m.kind, m.signed_by_principal_on, m.signed_by_officer_on, a.acted_on)
        and exists (select from mandate_task x where x.mandate_id = m.id and x.task_id = a.task_id and x.level = a.level)
        and v.version = a.agreement_version and v.valid @> a.acted_on)
  ) then
    raise exception 'the mandate is not in force' using errcode = 'check_violation', constraint = 'act_rests_on_a_mandate_in_force';
  end if;
  return null;
end $$;

-- 1 § second paragraph lagen (2019:212): the Government directs a state authority to serve others. Nothing that rests on
-- kommunallagen is that.
create function only_service_is_directed() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if new.government_directed and exists (
    select from regime r where r.id = new.regime_id and r.basis <> 'service-agreement') then
    raise exception 'the Government directs no municipal co-operation' using errcode = 'check_violation',
      constraint = 'only_service_is_directed';
  end if;
  return null;
end $$;
create constraint trigger only_service_is_directed after insert or update on agreement
  for each row execute function only_service_is_directed();

-- §1.9 asks a performing authority too what is done at its offices. Row-level security hides acts in others' names from its
-- report author: these count them, for the actor's own authority as the officers' employer, and tell numbers alone (as 0008).
create function performed_at_offices(performer integer, of_year integer)
returns table (office_id integer, principal_id integer, task_id integer, level text, times bigint)
language sql stable security definer set search_path = public as $$
  select a.office_id, a.principal_id, a.task_id, a.level, count(*)
  from act a join officer o on o.id = a.officer_id
  where a.acted_on >= make_date(of_year, 1, 1) and a.acted_on < make_date(of_year + 1, 1, 1)
    and a.level <> 'signpost' and a.principal_id <> o.employer_id
    and o.employer_id = performer and performer = any ((select scope_authorities())::int[])
  group by 1, 2, 3, 4
$$;
comment on function performed_at_offices is 'What the actor''s authority performed for others in a year, per office, task and level: the number alone, for item 3 of its annual report';
create function performed_visits_at_offices(performer integer, of_year integer) returns table (office_id integer, visits bigint)
language sql stable security definer set search_path = public as $$
  select a.office_id, count(distinct a.visit_id)
  from act a join officer o on o.id = a.officer_id
  where a.acted_on >= make_date(of_year, 1, 1) and a.acted_on < make_date(of_year + 1, 1, 1)
    and a.level <> 'signpost' and a.principal_id <> o.employer_id
    and o.employer_id = performer and performer = any ((select scope_authorities())::int[])
  group by 1
$$;
comment on function performed_visits_at_offices is 'How many visits each office had where the actor''s authority did something for another in a year (item 3g)';
revoke all on function performed_at_offices, performed_visits_at_offices from public;
grant execute on function performed_at_offices, performed_visits_at_offices to samtjanst_app;
