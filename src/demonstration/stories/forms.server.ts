import { publishForm } from '../../forms/commands/definition.server.ts';
import { saveDraft } from '../../forms/commands/draft.server.ts';
import {
  decideApplication,
  handOverApplication,
  takeApplication,
} from '../../forms/commands/outcome.server.ts';
import { sendByWeb } from '../../forms/commands/send.server.ts';
import { formOf } from '../../forms/published.server.ts';
import { templates } from '../../forms/templates.ts';
import { HANINGE } from '../agreements.server.ts';
import type { Story } from './teller.server.ts';

const SKV = '202100-5448';
const ORIGIN = 'http://localhost';

/** Who has applied is invented, and the number is Skatteverket's own example of one. */
const PERSON = {
  ...{
    's.namn': 'Tolvan Påhittsson',
    's.personnummer': '19121212-1212',
    's.adress.street': 'Påhittsvägen 12',
  },
  ...{ 's.adress.postcode': '136 40', 's.adress.place': 'Haninge', 's.riktigt': 'on' },
};
const PARKING = {
  ...PERSON,
  ...{
    's.forare': 'forare',
    's.svarighet': 'DEMONSTRATION: Går med kryckor, och får ont efter femtio meter.',
  },
  ...{ 's.hjalpmedel': 'kapp', 's.stracka': '50', 's.tidigare': 'nej' },
};
const PRESCHOOL = {
  ...PERSON,
  ...{ 's.barnets-namn': 'Lill-Tolvan Påhittsson', 's.barnets-personnummer': '20121212-1212' },
  ...{ 's.tva-vardnadshavare': 'nej', 's.slag': 'fritidshem', 's.fran': '2027-01-11', 's.timmar': '15' },
  's.sarskilt-stod': 'nej',
};
const STATE = {
  ...PERSON,
  ...{ 's.gor': 'ratta', 's.vill': 'DEMONSTRATION: Namnet står fel i folkbokföringen.', 's.samtycke': 'on' },
};
/** A page that says what it is instead of a certificate. */
const CERTIFICATE = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 100]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
);

/** Haninge's four forms and one of Skatteverket; what waits, what was decided, received and handed over. */
export const formsStory: Story = async (teller) => {
  const haninge = await teller.authority(HANINGE);
  const officeId = await teller.office('haninge');
  const first = await teller.as('samordnare.haninge', '2026-10-05T09:00:00+02:00');
  const { pool } = first;
  const slugs: Record<string, string> = {};
  for (const form of templates()) {
    const state = form.task === 'population-registration';
    const by = state ? await teller.as('samordnare.skv', '2026-10-06T10:00:00+02:00') : first;
    const authorityId = state ? await teller.authority(SKV) : haninge;
    slugs[form.code] = (await publishForm(by, { authorityId, officeId, form })).slug;
  }
  const send = async (
    code: string,
    at: string,
    given: Readonly<Record<string, string>>,
    attached: readonly string[] = [],
  ) => {
    const form = await formOf(pool, { slug: slugs[code] ?? '' });
    if (form === undefined) throw new Error(`no form ${code}`);
    const clock = () => Temporal.Instant.from(at);
    const asked = {
      code: null,
      given: Object.fromEntries(Object.entries(given).map(([name, value]) => [name, [value]])),
      ...{ language: 'sv' as const, matterId: null },
      files: attached.map((question) => ({
        question,
        file: {
          fileName: 'lakarintyg-demonstration.pdf',
          mediaType: 'application/pdf' as const,
          content: CERTIFICATE,
        },
      })),
    };
    const { draft } = await saveDraft({ pool, clock, scope: {} }, form, asked);
    return (await sendByWeb({ pool, clock, origin: ORIGIN }, form, draft.code)).id;
  };
  const officer = (at: string) => teller.as('alva', at);

  const granted = await send('parkeringstillstand', '2026-11-10T19:20:00+01:00', PARKING, ['intyg']);
  const decided = await officer('2026-11-12T10:05:00+01:00');
  await takeApplication(decided, granted);
  await decideApplication(decided, granted, {
    decision: 'granted',
    reasons:
      'DEMONSTRATION: Läkarintyget visar väsentliga svårigheter att förflytta sig på egen hand. Tillståndet gäller i fem år.',
    conditions: ['favourable-only'],
  });
  const received = await send('forskola-fritidshem', '2026-11-14T21:10:00+01:00', PRESCHOOL);
  const monday = await officer('2026-11-16T09:40:00+01:00');
  await takeApplication(monday, received);
  await handOverApplication(
    monday,
    received,
    { done: '', conditions: [] },
    { origin: ORIGIN, demonstration: true },
  );
  await send('parkeringstillstand', '2026-11-17T08:15:00+01:00', PARKING, ['intyg']);
  await send('ansokan-skatteverket', '2026-11-17T16:50:00+01:00', STATE);
};
