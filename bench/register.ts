import pg from 'pg';

export const REGISTER = {
  agreements: 2_000,
  versionsEach: 5,
  authorities: 20,
  offices: 150,
  officers: 1_000,
  mandatesEach: 30,
  tasks: 60,
} as const;

/**
 * Fills a migrated database that holds the reference registers with twenty years of agreements and mandates, and with the
 * history that they would have left: 2,000 agreements of 5 versions, 20 authorities (the performer and 19 principals), 150
 * offices, 1,000 officers, 60,000 mandates. The same every time, up to the ids. Triggers are off meanwhile, so that the
 * instants of knowing are those of the register and not of today: `owner` is a superuser.
 * Returns the performer, who is a party to every agreement, and a principal, who is a party to about a hundred.
 */
export async function fillRegister(
  owner: pg.ClientConfig,
): Promise<{ performerId: number; principalId: number; agreementId: number }> {
  const client = new pg.Client(owner);
  await client.connect();
  try {
    await client.query('begin; set local session_replication_role = replica');
    for (const statement of STATEMENTS) await client.query(statement);
    // Daily work finds them counted: what processes hold of the registers is read again.
    await client.query('update register_revision set revision = revision + 1');
    await client.query('commit; analyze');
    const { rows } = await client.query<{ performerId: number; principalId: number; agreementId: number }>(`
      select (select id from authority where org_number = '202100-6453') as "performerId",
        (select id from authority where org_number = '299900-0001') as "principalId",
        (select id from agreement where diary_number = 'B-0020') as "agreementId"`);
    return rows[0]!;
  } finally {
    await client.end();
  }
}

// A principal of an agreement, its first day and its offices follow from the agreement's number n. A version lasts 300
// days; it is recorded 20 days before it begins, and then the one before it is cut.
const STATEMENTS = [
  `insert into authority (org_number, name, short_name, kind, source, verified_on)
   select '299900-' || lpad(n::text, 4, '0'), 'Provmyndighet ' || n, 'P' || n, 'state', 'bench', '2026-01-01'
   from generate_series(1, ${REGISTER.authorities - 1}) n`,
  `insert into authority_system (code, authority_id, name)
   select 'B-' || short_name, id, 'System ' || short_name from authority where source = 'bench'`,
  `insert into task (code, sphere, authority_id, name_sv, name_en, source)
   select 'b-' || n, 'state', a.id, 'Provuppgift ' || n, 'Trial task ' || n, 'bench'
   from generate_series(1, ${REGISTER.tasks}) n
     join authority a on a.org_number = '299900-' || lpad((1 + n % ${REGISTER.authorities - 1})::text, 4, '0')`,
  `insert into office (code, name, type_code, operator_id, municipality_code, locality, latitude, longitude, open)
   select 'b-' || n, 'Provkontoret ' || n, (select min(code) from office_type),
     (select id from authority where org_number = '202100-6453'), m.code, m.name, 56 + n % 13, 12 + n % 11, '[2004-07-01,)'
   from generate_series(1, ${REGISTER.offices}) n
     join (select code, name, row_number() over (order by code) as r from municipality) m on m.r = n`,
  `insert into officer (code, name, employer_id, home_office_id, full_time_share, employed)
   select 'B-' || n, 'Person ' || n, (select id from authority where org_number = '202100-6453'), o.id, 1, '[2004-07-01,)'
   from generate_series(0, ${REGISTER.officers - 1}) n join office o on o.code = 'b-' || (1 + n % ${REGISTER.offices})`,
  `insert into office_history select o.*, '2004-07-01', 'bench', 'insert' from office o where o.code like 'b-%'`,
  `insert into officer_history select o.*, '2004-07-01', 'bench', 'insert' from officer o where o.code like 'B-%'`,
  `create temporary table made on commit drop as
   select n, '2006-11-22'::date + n * 7000 / ${REGISTER.agreements} as signed,
     (select id from authority where org_number = '202100-6453') as performer_id,
     (select id from authority where org_number = '299900-' || lpad((1 + n % ${REGISTER.authorities - 1})::text, 4, '0')) as principal_id
   from generate_series(1, ${REGISTER.agreements}) n`,
  `insert into agreement (diary_number, name, regime_id, signed_on, government_directed, approved_on, term_ends_on, source,
     recorded_at)
   select 'B-' || lpad(n::text, 4, '0'), 'Avtal om gemensam service ' || n, r.id, m.signed, n % 3 = 0,
     case when n % 50 > 0 then m.signed + 5 end, case when n % 7 = 0 then m.signed + 1600 end, 'bench', m.signed - 20
   from made m join regime r on r.basis = 'service-agreement' and r.signed @> m.signed order by n`,
  'create temporary table numbered on commit drop as select m.*, a.id from made m join agreement a on a.diary_number = $$B-$$ || lpad(m.n::text, 4, $$0$$)',
  'insert into agreement_party select id, performer_id from numbered union all select id, principal_id from numbered',
  `insert into agreement_history select a.*, a.recorded_at, 'bench', 'insert' from agreement a join numbered using (id)`,
  `create temporary table cut on commit drop as
   select id as agreement_id, v as version, signed + (v - 1) * 300 as first,
     case when v < ${REGISTER.versionsEach} then signed + v * 300 when n % 5 = 0 then signed + ${REGISTER.versionsEach} * 300 + 100 end as ended,
     signed + (v - 1) * 300 - 20 as known, n
   from numbered, generate_series(1, ${REGISTER.versionsEach}) v`,
  `insert into agreement_version (agreement_id, version, valid, decided_on, office_scope, summary, recorded_at, recorded_by)
   select agreement_id, version, daterange(first, ended), known, case when n % 2 = 0 then 'all' else 'listed' end,
     'Version ' || version, known, 'bench' from cut`,
  // Where a copy is owed it was sent when the version was made, and registered two months later; of those that are recorded
  // in days to come none is.
  `insert into agreement_copy (agreement_id, version, owed, why, provision, addressee, due_since, state, how, sent_on,
     diary_number, acknowledged_on, acknowledged_by, content)
   select c.agreement_id, c.version, d.owed, case when not d.owed then 'no-such-duty' end,
     case when d.owed then r.rules #>> '{provisions,copy,ref}' end, case when d.owed then r.rules ->> 'copyTo' end, c.known,
     d.state, case when d.state <> 'exempt' then 'letter' end, case when d.state <> 'exempt' then c.known + 5 end,
     case when d.state = 'acknowledged' then 'KK ' || c.n || '-' || c.version end,
     case when d.state = 'acknowledged' then c.known + 60 end, case when d.state = 'acknowledged' then 'bench' end,
     case when d.state <> 'exempt' then jsonb_build_object('diaryNumber', a.diary_number, 'name', a.name,
       'regimeId', a.regime_id, 'signedOn', a.signed_on, 'governmentDirected', a.government_directed,
       'approvedOn', a.approved_on, 'approvalRevokedOn', null, 'termEndsOn', a.term_ends_on, 'version', c.version,
       'decidedOn', c.known, 'valid', jsonb_build_object('from', c.first, 'to', c.ended - 1), 'parties', p.parties,
       'offices', 'all', 'tasks', t.tasks) end
   from cut c join agreement a on a.id = c.agreement_id join numbered n on n.id = a.id join regime r on r.id = a.regime_id
     cross join lateral (select case when r.rules ->> 'copyTo' is null or a.government_directed or c.known + 5 > current_date
       then 'exempt' when c.known + 60 > current_date then 'sent' else 'acknowledged' end) s (state)
     cross join lateral (select s.state, s.state <> 'exempt' as owed) d
     cross join lateral (select jsonb_agg(jsonb_build_object('id', x.id, 'name', x.name, 'kind', x.kind)) as parties
       from authority x where x.id in (n.performer_id, n.principal_id)) p
     cross join lateral (select jsonb_agg(jsonb_build_object('task', jsonb_build_object('id', t.id, 'code', t.code,
         'sphere', t.sphere, 'authorityId', t.authority_id), 'name', t.name_sv, 'principalId', n.principal_id,
         'performerId', n.performer_id, 'exercisesAuthority', false, 'requiresPersonalData', t.id % 3 > 0,
         'listedSeparately', t.id % 3 > 0, 'performersNamed', false, 'catalogueCode', null,
         'access', jsonb_build_array('System'))) as tasks from task t where t.authority_id = n.principal_id) t`,
  // Each state is known until the next one was written, as the trigger would have said. A version is open until it was cut,
  // which is when the next one was recorded.
  `insert into agreement_version_history
   select v.agreement_id, v.version, daterange(c.first, case when c.version = ${REGISTER.versionsEach} then c.ended end), v.decided_on,
     v.office_scope, v.summary, v.recorded_at, v.recorded_by, v.competence, v.recorded_at, 'bench', 'insert',
     case when v.version < ${REGISTER.versionsEach} then v.recorded_at + interval '300 days' else 'infinity' end
   from agreement_version v join cut c using (agreement_id, version)`,
  `insert into agreement_version_history
   select v.*, v.recorded_at + interval '300 days', 'bench', 'update' from agreement_version v
     join numbered n on n.id = v.agreement_id where v.version < ${REGISTER.versionsEach}`,
  `insert into agreement_version_office
   select v.agreement_id, v.version, o.id from agreement_version v join numbered n on n.id = v.agreement_id
     join generate_series(0, 14) k on true join office o on o.code = 'b-' || (1 + (n.n * 7 + k) % ${REGISTER.offices})
   where v.office_scope = 'listed'`,
  `insert into agreement_task
   select v.agreement_id, v.version, t.id, n.principal_id, n.performer_id, false, t.id % 3 > 0, t.id % 3 > 0, false, null,
     'as the agreement'
   from agreement_version v join numbered n on n.id = v.agreement_id join task t on t.authority_id = n.principal_id`,
  `insert into agreement_task_access
   select at.agreement_id, at.version, at.task_id, at.principal_id, s.id from agreement_task at
     join numbered n on n.id = at.agreement_id join authority_system s on s.authority_id = at.principal_id
   where at.requires_personal_data`,
  // Thirty officers each, begun forty days apart, for a year; one in ten was withdrawn after half of it.
  `insert into mandate (officer_id, agreement_id, principal_id, kind, valid, signed_by_principal_on, signed_by_officer_on,
     withdrawn_on, withdrawn_reason, recorded_at)
   select o.id, n.id, n.principal_id, 'commission', daterange(first, first + 365), first - 10, first - 9,
     case when (n.n + k) % 10 = 0 then first + 180 end, case when (n.n + k) % 10 = 0 then 'Byter tjänst' end, first - 10
   from numbered n cross join generate_series(0, ${REGISTER.mandatesEach - 1}) k
     cross join lateral (select n.signed + k * 40 as first) d
     join officer o on o.code = 'B-' || ((n.n * 37 + k * 33) % ${REGISTER.officers}) order by first, n.n`,
  `insert into mandate_history
   select m.id, m.officer_id, m.agreement_id, m.principal_id, m.kind, m.valid, m.signed_by_principal_on, m.signed_by_officer_on,
     null, null, m.recorded_at, m.recorded_at, 'bench', 'insert', coalesce(m.withdrawn_on, 'infinity') from mandate m join numbered n on n.id = m.agreement_id`,
  `insert into mandate_history select m.*, m.withdrawn_on, 'bench', 'update' from mandate m
     join numbered n on n.id = m.agreement_id where m.withdrawn_on is not null`,
  `insert into mandate_task select m.id, t.id, 'personal-data' from mandate m join numbered n on n.id = m.agreement_id
     join task t on t.authority_id = m.principal_id and t.id % 3 > 0`,
  `insert into mandate_access select m.id, s.id from mandate m join numbered n on n.id = m.agreement_id
     join authority_system s on s.authority_id = m.principal_id`,
  // What is switched on is mostly what the mandates of the day say.
  `insert into access_grant (officer_id, system_id, granted, source)
   select m.officer_id, s.id, daterange(min(lower(m.valid)), null), 'bench' from mandate m
     join numbered n on n.id = m.agreement_id join authority_system s on s.authority_id = m.principal_id
   where m.valid @> current_date group by m.officer_id, s.id having m.officer_id % 20 > 0`,
] as const;
