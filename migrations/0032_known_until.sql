-- Up Migration
-- Each state that a register had is kept with the time that it was the newest known: from `known_at` until the next one was
-- written. What was known at an instant is then those that hold it, found row by row and by index, and needs no comparison
-- with the rest of the history.

do $$
declare
  t text;
  key text;
begin
  foreach t in array array['agreement', 'agreement_version', 'mandate', 'officer_competence', 'office', 'officer',
    'catalogue_item', 'office_week', 'office_hours_exception', 'office_language_hours'] loop
    key := case t when 'agreement_version' then 'agreement_id, version' when 'catalogue_item' then 'code, version' else 'id' end;
    execute format('alter table %I add column known_until timestamptz not null default ''infinity''', t || '_history');
    -- Of two states of one microsecond the one that was written last holds; the other never did.
    execute format('update %1$I h set known_until = n.next from (select ctid as row, lead(known_at) over (
      partition by %2$s order by known_at, ctid) as next from %1$I) n where h.ctid = n.row and n.next is not null',
      t || '_history', key);
    execute format('create unique index %I on %I (%s) where known_until = ''infinity''', t || '_known_now',
      t || '_history', key);
    execute format('drop trigger keep_history on %I', t);
    execute format('create trigger keep_history after insert or update on %I for each row execute function keep_history(%s)',
      t, (select string_agg(quote_literal(k), ', ') from regexp_split_to_table(key, ', ') k));
    execute format('comment on column %I.known_until is %L', t || '_history',
      'When the next state of the row was written: this one was the newest known up to then');
  end loop;
end $$;

-- Named with the columns of the table's key, the state before it ends as the new one begins.
create or replace function keep_history() returns trigger language plpgsql security definer set search_path = public as $$
declare
  known timestamptz := clock_timestamp();
begin
  if tg_nargs > 0 and tg_op = 'UPDATE' then
    execute format('update %I set known_until = $2 where known_until = ''infinity'' and ', tg_table_name || '_history')
      || (select string_agg(format('%1$I = ($1).%1$I', tg_argv[n]), ' and ') from generate_series(0, tg_nargs - 1) n)
      using new, known;
  end if;
  execute format('insert into %I select ($1).*, $4, $2, $3', tg_table_name || '_history')
    using new, scope_actor(), lower(tg_op), known;
  return new;
end $$;

create or replace function agreement_as_known(at timestamptz) returns setof agreement stable language sql as $$
  select h.id, h.diary_number, h.name, h.regime_id, h.signed_on, h.government_directed, h.approved_on,
    h.approval_revoked_on, h.term_ends_on, h.source, h.note, h.recorded_at
  from agreement_history h where h.known_at <= at and at < h.known_until
$$;
create or replace function agreement_version_as_known(at timestamptz) returns setof agreement_version stable language sql as $$
  select h.agreement_id, h.version, h.valid, h.decided_on, h.office_scope, h.summary, h.recorded_at, h.recorded_by,
    h.competence
  from agreement_version_history h where h.known_at <= at and at < h.known_until
$$;
create or replace function mandate_as_known(at timestamptz) returns setof mandate stable language sql as $$
  select h.id, h.officer_id, h.agreement_id, h.principal_id, h.kind, h.valid, h.signed_by_principal_on,
    h.signed_by_officer_on, h.withdrawn_on, h.withdrawn_reason, h.recorded_at
  from mandate_history h where h.known_at <= at and at < h.known_until
$$;
create or replace function officer_competence_as_known(at timestamptz) returns setof officer_competence stable language sql as $$
  select h.id, h.officer_id, h.principal_id, h.task_id, h.proof, h.obtained_on, h.valid, h.withdrawn_on,
    h.withdrawn_reason, h.recorded_at, h.recorded_by
  from officer_competence_history h where h.known_at <= at and at < h.known_until
$$;
create or replace function office_as_known(at timestamptz) returns setof office stable language sql as $$
  select h.id, h.code, h.name, h.type_code, h.operator_id, h.area_id, h.municipality_code, h.locality, h.latitude,
    h.longitude, h.open, h.recorded_at
  from office_history h where h.known_at <= at and at < h.known_until
$$;
create or replace function officer_as_known(at timestamptz) returns setof officer stable language sql as $$
  select h.id, h.code, h.name, h.employer_id, h.home_office_id, h.full_time_share, h.employed, h.recorded_at
  from officer_history h where h.known_at <= at and at < h.known_until
$$;
create or replace function catalogue_item_as_known(at timestamptz) returns setof catalogue_item stable language sql as $$
  select h.code, h.version, h.regime_id, h.sphere, h.provision, h.action, h.text_sv, h.tasks, h.conditions, h.valid,
    h.source, h.verified_on, h.note, h.recorded_at, h.recorded_by
  from catalogue_item_history h where h.known_at <= at and at < h.known_until
$$;
create or replace function office_week_as_known(at timestamptz) returns setof office_week stable language sql as $$
  select h.id, h.office_id, h.valid, h.closed_on_bridge_days, h.summer_from_week, h.summer_to_week, h.breaches, h.reason,
    h.recorded_at, h.recorded_by, h.withdrawn_at
  from office_week_history h where h.known_at <= at and at < h.known_until
$$;
create or replace function office_hours_exception_as_known(at timestamptz) returns setof office_hours_exception stable language sql as $$
  select h.id, h.office_id, h.period, h.opens, h.closes, h.lunch_from, h.lunch_to, h.cause, h.breaches, h.reason,
    h.recorded_at, h.recorded_by, h.withdrawn_at
  from office_hours_exception_history h where h.known_at <= at and at < h.known_until
$$;
create or replace function office_language_hours_as_known(at timestamptz) returns setof office_language_hours stable language sql as $$
  select h.id, h.office_id, h.language, h.weekday, h.from_time, h.to_time, h.valid, h.recorded_at, h.recorded_by,
    h.withdrawn_at
  from office_language_hours_history h where h.known_at <= at and at < h.known_until
$$;

-- Of a year only the versions that are of it: of the others nothing is asked.
create or replace function report_duty_facts(of_year integer) returns table (agreement_id integer, diary_number text,
  regime_id text, signed_on date, government_directed boolean, approved_on date, approval_revoked_on date, term_ends_on date,
  version integer, valid daterange, parties integer[])
language sql stable security definer set search_path = public as $$
  select a.id, a.diary_number, a.regime_id, a.signed_on, a.government_directed, a.approved_on, a.approval_revoked_on,
    a.term_ends_on, v.version, v.valid, p.parties
  from agreement a join agreement_version v on v.agreement_id = a.id
    join (select x.agreement_id, array_agg(x.authority_id order by x.authority_id) as parties
      from agreement_party x group by x.agreement_id) p on p.agreement_id = a.id
  where v.valid && daterange(make_date(of_year, 1, 1), make_date(of_year + 1, 1, 1))
    and ((select scope_supervision()) or (select scope_registers()) or p.parties && (select scope_authorities())::int[])
  order by a.signed_on, a.diary_number, v.valid
$$;
comment on function report_duty_facts is 'What the duty to report is read from (R9), of the agreements with a version in the year: to the supervising authority and the registers'' keeper of all agreements, to an authority of its own';

-- Asked once for every table of a statement: that an agreement stands twice in it, as two of the actor's authorities are
-- parties to it, changes nothing.
create or replace function scope_agreements() returns int[] language sql stable parallel safe security definer set search_path = public
return array(select agreement_id from agreement_party
  where authority_id = any (scope_authorities() || scope_employers() || scope_operators()));
create or replace function scope_own_agreements() returns int[] language sql stable parallel safe security definer set search_path = public
return array(select agreement_id from agreement_party where authority_id = any (scope_authorities()));

-- Whether an agreement has no parties yet is asked last: of a register of thousands it is asked of each row otherwise.
drop policy read_back_by_its_writer on agreement;
alter policy parties_read on agreement using ((select scope_registers()) or id in (select unnest(scope_agreements()))
  or (cardinality((select scope_authorities())) > 0 and agreement_without_parties(id)));
