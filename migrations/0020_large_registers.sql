-- Up Migration
-- The registers of twenty years as they were known at any instant, and the matters of a party to all of them.

-- What was known is the newest state up to the instant: the one that no later one up to it has replaced. Said so, and not
-- by `distinct on` over the whole history, what is asked for narrows what is read: an officer's mandates, an agreement's
-- versions. Of two states of one microsecond the one that was written last holds.
create or replace function agreement_as_known(at timestamptz) returns setof agreement stable language sql as $$
  select distinct on (h.id) h.id, h.diary_number, h.name, h.regime_id, h.signed_on, h.government_directed, h.approved_on,
    h.approval_revoked_on, h.term_ends_on, h.source, h.note, h.recorded_at
  from agreement_history h where h.known_at <= at order by h.id, h.known_at desc, h.ctid desc
$$;
create or replace function agreement_version_as_known(at timestamptz) returns setof agreement_version stable language sql as $$
  select distinct on (h.agreement_id, h.version) h.agreement_id, h.version, h.valid, h.decided_on, h.office_scope, h.summary,
    h.recorded_at, h.recorded_by, h.competence
  from agreement_version_history h where h.known_at <= at
  order by h.agreement_id, h.version, h.known_at desc, h.ctid desc
$$;
create or replace function mandate_as_known(at timestamptz) returns setof mandate stable language sql as $$
  select h.id, h.officer_id, h.agreement_id, h.principal_id, h.kind, h.valid, h.signed_by_principal_on,
    h.signed_by_officer_on, h.withdrawn_on, h.withdrawn_reason, h.recorded_at
  from mandate_history h where h.known_at <= at and not exists (
    select from mandate_history l where l.id = h.id and l.known_at <= at and (l.known_at, l.ctid) > (h.known_at, h.ctid))
$$;
create or replace function officer_competence_as_known(at timestamptz) returns setof officer_competence stable language sql as $$
  select h.id, h.officer_id, h.principal_id, h.task_id, h.proof, h.obtained_on, h.valid, h.withdrawn_on,
    h.withdrawn_reason, h.recorded_at, h.recorded_by
  from officer_competence_history h where h.known_at <= at and not exists (
    select from officer_competence_history l where l.id = h.id and l.known_at <= at
      and (l.known_at, l.ctid) > (h.known_at, h.ctid))
$$;
create or replace function office_as_known(at timestamptz) returns setof office stable language sql as $$
  select h.id, h.code, h.name, h.type_code, h.operator_id, h.area_id, h.municipality_code, h.locality, h.latitude,
    h.longitude, h.open, h.recorded_at
  from office_history h where h.known_at <= at and not exists (
    select from office_history l where l.id = h.id and l.known_at <= at and (l.known_at, l.ctid) > (h.known_at, h.ctid))
$$;
create or replace function officer_as_known(at timestamptz) returns setof officer stable language sql as $$
  select h.id, h.code, h.name, h.employer_id, h.home_office_id, h.full_time_share, h.employed, h.recorded_at
  from officer_history h where h.known_at <= at and not exists (
    select from officer_history l where l.id = h.id and l.known_at <= at and (l.known_at, l.ctid) > (h.known_at, h.ctid))
$$;

create index on mandate_history (principal_id);
create index on mandate_history (agreement_id);

-- Hashed once per statement, as in 0012.
alter policy parties_read on agreement_copy using ((select scope_registers())
  or agreement_id in (select unnest(scope_agreements()))
  or (state in ('sent', 'acknowledged') and (select scope_supervision())));
do $$
declare t text;
begin
  foreach t in array array['mandate', 'mandate_history', 'officer_competence', 'officer_competence_history'] loop
    execute format('alter policy principal_or_employer_reads on %I using ((select scope_registers())
      or principal_id = any ((select scope_authorities())::int[])
      or officer_id in (select o.id from officer o where o.employer_id = any ((select scope_employers())::int[])))', t);
  end loop;
end $$;

-- Of a year only the agreements that had a version in it: an authority that is a party to thousands is asked of twice a page.
drop function report_duty_facts();
create function report_duty_facts(of_year integer) returns table (agreement_id integer, diary_number text, regime_id text,
  signed_on date, government_directed boolean, approved_on date, approval_revoked_on date, term_ends_on date,
  version integer, valid daterange, parties integer[])
language sql stable security definer set search_path = public as $$
  select a.id, a.diary_number, a.regime_id, a.signed_on, a.government_directed, a.approved_on, a.approval_revoked_on,
    a.term_ends_on, v.version, v.valid, p.parties
  from agreement a join agreement_version v on v.agreement_id = a.id
    join (select x.agreement_id, array_agg(x.authority_id order by x.authority_id) as parties
      from agreement_party x group by x.agreement_id) p on p.agreement_id = a.id
  where a.id in (select y.agreement_id from agreement_version y
      where y.valid && daterange(make_date(of_year, 1, 1), make_date(of_year + 1, 1, 1)))
    and ((select scope_supervision()) or (select scope_registers()) or p.parties && (select scope_authorities())::int[])
  order by a.signed_on, a.diary_number, v.valid
$$;
comment on function report_duty_facts is 'What the duty to report is read from (R9), of the agreements with a version in the year: to the supervising authority and the registers'' keeper of all agreements, to an authority of its own';
revoke all on function report_duty_facts from public;
grant execute on function report_duty_facts to samtjanst_app;
