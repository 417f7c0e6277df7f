import pg from 'pg';
import type { Row } from '../law.ts';
import { request, sendRound, Times } from './client.ts';
import { cycles, openDesks } from './cycles.ts';
import { makeSite, type Site } from './site.ts';

const OFFICES = 20;
const DAYS = 60;

/** The same lives and desk pages before and after a history of so many events has been added, some two months of it. */
export async function benchHistory(events: number, seconds: number): Promise<Row[]> {
  const site = await makeSite({ offices: OFFICES, clerks: OFFICES });
  try {
    const send = sendRound(site.urls);
    await openDesks(site, send);
    await cycles(site, send, 2);
    const before = await measured(site, seconds);
    await fill(site, events);
    // A new process: what is kept of the history for a quarter of an hour is read again.
    await site.programs()[0]?.end('SIGTERM');
    await site.start(0);
    const first = new Times();
    const from = performance.now();
    await cycles(site, send, 0.001);
    first.add(performance.now() - from);
    const after = await measured(site, seconds);
    return [
      { name: `ticket lives on an empty history, ${OFFICES} offices`, value: before.told },
      {
        name: `the same after ${events} events of ${DAYS} days; the first lives, with the history read, ${first.at(0.5).toFixed(0)} ms`,
        value: after.told,
        ratio: `${(after.perSecond / before.perSecond).toFixed(2)} of it`,
      },
    ];
  } finally {
    await site.stop();
  }
}

async function measured(site: Site, seconds: number) {
  const perSecond = await cycles(site, sendRound(site.urls), seconds);
  const pages = new Times();
  for (let n = 0; n < 200; n++) {
    const { token, officeId } = site.crowd.clerks[
      n % site.crowd.clerks.length
    ] as Site['crowd']['clerks'][number];
    const from = performance.now();
    await request('GET', `${site.urls()[0]}/ko/${officeId}`, { authorization: `Bearer ${token}` });
    pages.add(performance.now() - from);
  }
  return { perSecond, told: `${perSecond.toFixed(0)}/s; desk page ${pages.told}` };
}

/** Tickets of the days before today, each issued, called, started and finished. Triggers are off: they would say that it was today. */
async function fill(site: Site, events: number): Promise<void> {
  const client = new pg.Client(site.database.owner);
  await client.connect();
  try {
    await client.query('begin; set local session_replication_role = replica');
    await client.query(
      `insert into ticket (office_id, day, need_id, prefix, number, source, issued_at, joined_at, secret_hash, state, state_at,
         session_id, desk_id, officer_id, estimate_low, estimate_high, step_kind, step_at, step_actor, step_role)
       select s.office_id, d.day, n.id, n.prefix, g.n + 1000, 'kiosk', a.at, a.at, 'old ' || s.office_id || d.day || g.n, 'finished',
         a.at + interval '14 minutes', s.id, s.desk_id, s.officer_id, 240, 600, 'finished', a.at + interval '14 minutes', 'old', 'officer'
       from desk_session s cross join generate_series(1, $1::int) g (n)
         cross join lateral (select current_date - 1 - g.n % ${DAYS} as day) d
         cross join lateral (select d.day + interval '9 hours' + g.n * interval '7 seconds' as at) a
         join queue_need n on n.office_id = s.office_id and n.position = 1 + g.n % 3 where s.closed_at is null`,
      [Math.round(events / 4 / OFFICES)],
    );
    await client.query(`
      insert into queue_event (office_id, seq, at, kind, ticket_id, state, need_id, session_id, desk_id, officer_id, actor, role, details, after)
      select t.office_id, q.seq + row_number() over (partition by t.office_id order by t.issued_at, t.ordinal, x.n),
        t.issued_at + x.n * interval '3 minutes', x.kind, t.id, x.state, t.need_id, t.session_id, t.desk_id, t.officer_id, 'old',
        'officer', '{}', jsonb_build_object('state', x.state, 'stateAt', t.issued_at, 'needId', t.need_id, 'joinedAt', t.joined_at,
          'priority', 0, 'sessionId', t.session_id)
      from ticket t join queue_office q using (office_id), (values (0, 'issued', 'waiting'), (1, 'called', 'called'),
        (2, 'started', 'serving'), (3, 'finished', 'finished')) x (n, kind, state) where t.secret_hash like 'old %'`);
    await client.query(
      'update queue_office q set seq = (select max(seq) from queue_event e where e.office_id = q.office_id) where seq > 0',
    );
    await client.query('commit; analyze');
  } finally {
    await client.end();
  }
}
