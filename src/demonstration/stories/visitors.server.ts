import { setVisitFacts } from '../../finding/store.server.ts';
import { addException } from '../../hours/commands/exceptions.server.ts';
import { addLanguageHours } from '../../hours/commands/language-hours.server.ts';
import { plainDate } from '../../kernel/plain-date.ts';
import { sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { DEMO_MAIN_OFFICE } from '../demo-officers.ts';
import { seeded, whole } from '../random.ts';
import type { Story } from './teller.server.ts';

/**
 * How the offices are found: most have said it, some that there are steps, some nothing yet. Every address is invented and
 * seen to be: no postcode in use begins with 0.
 */
export const foundOfficesStory: Story = async (teller) => {
  const admin = await teller.as('admin', '2026-09-01T09:00:00+02:00');
  const random = seeded(4);
  const offices = await teller.many<{ id: number; code: string; locality: string }>(
    sql`select id, code, locality from office order by id`,
  );
  for (const { id, code, locality } of offices) {
    const [number, fate, postcode] = [whole(random, 1, 48), whole(random, 0, 9), whole(random, 10, 99)];
    if (fate === 0 && code !== DEMO_MAIN_OFFICE) continue;
    await setVisitFacts(admin, id, {
      address: { street: `Påhittsgatan ${number}`, postcode: `000 ${postcode}`, town: locality },
      directionsSv: 'Ingång från gatan. Ta en nummerlapp innanför dörren.',
      directionsEn: 'Entrance from the street. Take a number inside the door.',
      stepFree: fate === 1 ? null : fate !== 2,
      languages: fate > 5 ? ['en', 'ar'] : ['en'],
    });
  }
};

/** The manager in Haninge: Finnish on Wednesdays, which is a right there, and a day of training in December. */
export const managersHoursStory: Story = async (teller) => {
  const manager = await teller.as('kontorschef', '2026-11-18T09:00:00+01:00');
  const haninge = await teller.office(DEMO_MAIN_OFFICE);
  await addLanguageHours(manager, haninge, {
    ...{ language: 'fi', weekday: 3, span: { from: '13:00', to: '15:00' } },
    from: plainDate('2026-11-18'),
  });
  const training = {
    period: { from: plainDate('2026-12-09'), to: plainDate('2026-12-09') },
    hours: { opens: '10:00', closes: '12:00', lunch: null },
    cause: 'training' as const,
  };
  try {
    await addException(manager, haninge, training);
  } catch (error) {
    // It takes the hours in Finnish with it: the manager has seen that.
    const seen = error instanceof Problem ? error.facts.seen : undefined;
    if (typeof seen !== 'string') throw error;
    await addException(manager, haninge, { ...training, seen });
  }
};
