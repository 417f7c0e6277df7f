import { AF, FK, SKV } from '../../test/world.ts';
import type { Context } from '../access/context.server.ts';
import { type HelpForm, VISIT_HELP_FORMS } from '../contacts/act.ts';
import { addMatter } from '../contacts/commands/add-matter.server.ts';
import { closeContact } from '../contacts/commands/close-contact.server.ts';
import { openContact } from '../contacts/commands/open-contact.server.ts';
import { keepPromise, makePromise } from '../contacts/commands/promise.server.ts';
import { recordAct } from '../contacts/commands/record-act.server.ts';
import { removeMatter } from '../contacts/commands/remove-matter.server.ts';
import { contextOf } from '../contacts/test-contacts.ts';
import { pick, seeded, whole } from '../demonstration/random.ts';
import { offer } from '../handovers/commands/offer.server.ts';
import type { StepAsked } from '../handovers/schemas.ts';
import { type HandOvers, makeHandOvers } from '../handovers/test-hand-overs.ts';
import { inTransaction, sql } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import { callNext } from '../queue/commands/call.server.ts';
import { openDesk } from '../queue/commands/desk-session.server.ts';
import { markTimeNotReal } from '../queue/commands/mark-time.server.ts';
import { leave, putBack } from '../queue/commands/send-on.server.ts';
import { finish, hold, noShow, resume, startServing } from '../queue/commands/serve.server.ts';
import { undo } from '../queue/commands/undo.server.ts';
import { makeQueue, type TestQueue } from '../queue/test-queue.ts';

/** A small office at work: whatever happens next is drawn, by the rooms' own commands, and by a clock that moves. */
export interface Life {
  readonly world: HandOvers;
  readonly queue: TestQueue;
  /** Some steps; what the rooms refuse does not happen. Returns how many were done. */
  live(steps: number): Promise<number>;
  /** How many kinds of steps have been done at least once, of how many there are. */
  kinds(): readonly [done: number, of: number];
  /** Moves the clock forward, by seconds. */
  pass(seconds: number): void;
  at(instant: string): void;
}

const ALL = ['waiting', 'called', 'serving', 'held', 'missed', 'finished', 'left'];
const LEVELS = ['signpost', 'guidance', 'guidance', 'e-service'] as const;
const OUTCOMES = ['solved', 'solved', 'partly', 'referred', 'handed-over', 'left'] as const;
const TASKS = [
  ['identity-card', SKV],
  ['population-registration', SKV],
  ['parental-benefit', FK],
  ['jobseeker-registration', AF],
] as const;

export async function makeLife(seed: number): Promise<Life> {
  const world = await makeHandOvers();
  const queue = await makeQueue(world);
  const random = seeded(seed);
  const alva = await contextOf(world, 'alva@example.se');
  const { officeId, needs } = queue;
  let now = world.services.clock();
  const at = (instant: string) => {
    now = Temporal.Instant.from(instant);
    world.setNow(instant);
  };
  const pass = (seconds: number) => at(now.add({ seconds }).toString());
  const one = async <Row>(query: ReturnType<typeof sql>): Promise<Row | undefined> =>
    inTransaction(world.pool, { actor: 'system', registers: true }, (db) => db.maybe<Row>(query));
  const ticket = (states: string[]) =>
    one<{ id: string }>(
      sql`select id from ticket where state = any (${states}) and office_id = ${officeId} order by md5(id::text || ${String(random())}) limit 1`,
    );
  const visit = (more = sql`true`) =>
    one<{ id: string; channel: string; reference: string; matter: string | null }>(sql`
      select v.id, v.channel, v.reference, (select m.id from matter m where m.visit_id = v.id order by md5(m.id::text || ${String(random())}) limit 1) as matter
      from visit v where v.office_id = ${officeId} and ${more} order by md5(v.id::text || ${String(random())}) limit 1`);
  const open = sql`v.closed_at is null`;
  const officer = () => pick(random, [queue.alva, queue.bo]);
  const context = async (): Promise<Context> => alva;

  const steps: readonly (() => Promise<unknown>)[] = [
    () =>
      queue.ticket(pick(random, [needs.identityCard, needs.parents, needs.other]), {
        ...(random() < 0.2 ? { language: pick(random, ['ar', 'en', 'fi']) } : {}),
        ...(random() < 0.1 ? { interpreter: true } : {}),
        ...(random() < 0.1 ? { signLanguage: true } : {}),
      }),
    () => queue.ticket(needs.other),
    async () => {
      await openDesk(queue.alva, officeId, {
        ...{ deskId: queue.desks.one, needs: [] },
        languages: random() < 0.5 ? ['ar', 'swl'] : [],
      });
      await openDesk(queue.bo, officeId, { deskId: queue.desks.two, needs: [], languages: ['fi'] });
    },
    () => callNext(officer(), officeId),
    () => callNext(officer(), officeId),
    async () => startServing(officer(), officeId, (await ticket(['called']))?.id ?? ''),
    async () => startServing(officer(), officeId, (await ticket(['called']))?.id ?? ''),
    async () => finish(officer(), officeId, (await ticket(['serving', 'held']))?.id ?? ''),
    async () => finish(officer(), officeId, (await ticket(['serving', 'held']))?.id ?? ''),
    async () => hold(officer(), officeId, (await ticket(['serving']))?.id ?? ''),
    async () => resume(officer(), officeId, (await ticket(['held']))?.id ?? ''),
    async () => noShow(officer(), officeId, (await ticket(['called']))?.id ?? ''),
    async () => putBack(officer(), officeId, (await ticket(['called', 'serving']))?.id ?? '', {}),
    async () => leave(officer(), officeId, (await ticket(['waiting', 'missed']))?.id ?? ''),
    async () => undo(officer(), officeId, (await ticket(ALL))?.id ?? ''),
    async () => undo(officer(), officeId, (await ticket(ALL))?.id ?? ''),
    async () => {
      await markTimeNotReal(officer(), officeId, (await ticket(ALL))?.id ?? '', {
        phase: pick(random, ['waiting', 'walking', 'serving', 'held']),
        reason: 'Glömde avsluta',
      });
    },
    async () =>
      openContact(await context(), { officeId, channel: pick(random, ['phone', 'letter', 'visit']) }),
    async () =>
      openContact(await context(), {
        ...{ officeId, channel: 'phone' },
        cameBackOf: (await visit())?.reference ?? '',
      }),
    ...[1, 2, 3].map(() => async () => {
      const [task, authority] = pick(random, TASKS);
      await addMatter(alva, (await visit(open))?.id ?? '', {
        taskId: world.ids.tasks[task] ?? 0,
        principalId: world.ids.authorities[authority] ?? 0,
      });
    }),
    ...[1, 2, 3, 4].map(() => async () => {
      const there = await visit(open);
      if (there?.matter == null) return;
      const helpForm: HelpForm = there.channel === 'visit' ? pick(random, VISIT_HELP_FORMS) : 'remote';
      const outcome = pick(random, OUTCOMES);
      await recordAct(alva, there.id, there.matter, {
        ...{ level: pick(random, LEVELS), helpForm, outcome, conditions: [] },
      } as never);
    }),
    async () => {
      const there = await visit(open);
      if (there?.matter != null) await removeMatter(alva, there.id, there.matter);
    },
    async () =>
      closeContact(
        alva,
        (await visit(open))?.id ?? '',
        pick(random, ['answered', 'left', 'junk', 'no-answer-needed']),
      ),
    async () =>
      makePromise(alva, (await visit(open))?.id ?? '', {
        dueAt: now.add({ hours: whole(random, 1, 60) }),
        what: 'Ringa tillbaka',
      }),
    async () => {
      const due = await one<{ id: string }>(
        sql`select id from promise where kept_at is null and moved_at is null limit 1`,
      );
      await keepPromise(alva, due?.id ?? '', { how: 'phone' } as never);
    },
    async () => {
      const there = await visit(open);
      if (there?.matter != null) await offer(alva, { ...world.wish, matterId: there.matter });
    },
    async () => {
      const given = await one<{ id: string }>(sql`
        select id from hand_over where state in ('offered', 'accepted') order by md5(id::text || ${String(random())}) limit 1`);
      const asked = pick<StepAsked>(random, [
        { step: 'accept' },
        { step: 'refuse', reasonKind: 'not-our-task', text: 'Hör till kommunen.' },
        { step: 'answer-first', text: 'Vi ser på det.' },
        { step: 'answer-final', text: 'Klart.', solved: true },
      ] as never);
      await world.step(
        pick(random, ['mottagare.skv@example.se', 'mottagare.fk@example.se']),
        given?.id ?? '',
        asked,
      );
    },
    // Taken in afterwards, of a day that may be long over.
    async () => {
      const day = Temporal.PlainDate.from(now.toString().slice(0, 10)).subtract({
        days: whole(random, 0, 40),
      });
      await inTransaction(world.pool, { actor: 'system', registers: true }, (db) =>
        db.run(sql`
          with v as (insert into visit (office_id, opened_by, opened_at, opened_on, closed_at, closed_by)
            values (${pick(random, Object.values(world.ids.offices))}, ${alva.actor.officer?.id}, (${day.toString()} || ' 10:00 Europe/Stockholm')::timestamptz,
              ${day.toString()}, null, null) returning id, office_id),
          m as (insert into matter (visit_id, office_id, task_id, principal_id, added_by)
            select id, office_id, ${world.ids.tasks['parental-benefit']}::int, ${world.ids.authorities[FK]}::int, ${alva.actor.officer?.id} from v returning *)
          select from m`),
      );
    },
  ];
  const done = new Set<number>();
  return {
    ...{ world, queue, pass, at },
    kinds: () => [done.size, steps.length],
    live: async (count) => {
      let worked = 0;
      for (let nth = 0; nth < count; nth++) {
        const drawn = Math.floor(random() * steps.length);
        try {
          await (steps[drawn] as () => Promise<unknown>)();
          worked++;
          done.add(drawn);
        } catch (error) {
          if (!(error instanceof Problem) && (error as { code?: string }).code !== '22P02') throw error;
        }
        pass(whole(random, 1, 400));
      }
      return worked;
    },
  };
}
