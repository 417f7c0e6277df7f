import type { PlainDate } from '../../kernel/plain-date.ts';
import { sql } from '../../platform/database.server.ts';
import { answerOffice, askOffices, takeAnswers } from '../../reports/commands/ask-offices.server.ts';
import { freezeReport } from '../../reports/commands/freeze-report.server.ts';
import { openReport } from '../../reports/commands/open-report.server.ts';
import { reviewReport, submitReport } from '../../reports/commands/review-report.server.ts';
import { saveReport } from '../../reports/commands/save-report.server.ts';
import { sendReport } from '../../reports/commands/send-report.server.ts';
import { emptyDraft } from '../../reports/draft.ts';
import { reportView } from '../../reports/queries.server.ts';
import { registerReport } from '../../supervision/commands/register.server.ts';
import { HANINGE, SSC } from '../agreements.server.ts';
import { DEMO_MAIN_OFFICE } from '../demo-officers.ts';
import { idsSeenBy, type Story } from './teller.server.ts';

const written = {
  ...emptyDraft(),
  contact: {
    address: 'Haninge kommun (demonstration)\n136 81 Haninge',
    person: 'Rapportförfattare Haninge',
    email: 'rapport.haninge@example.se',
    phone: '08-000 00 00',
  },
};
const words = {
  ...written.texts,
  activity: 'Påhittat: kontoren i Haninge och Jordbro har tagit emot ansökningar för kommunen hela året.',
  finances: 'Påhittat: kommunen ersatte Statens servicecenter med 410 000 kronor.',
  effectiveness: 'Påhittat: färre ansökningar behövde kompletteras.',
  surplusAccess: 'Påhittat: åtkomsterna stängdes i januari.',
};

/** Last year's, the whole way: the office answered, a second person reviewed it, and the desk has given it its number. */
export const sentReportStory: Story = async (teller) => {
  const author = await teller.as('rapport.haninge', '2026-02-10T09:00:00+01:00');
  const authorityId = await teller.authority(HANINGE);
  const { id } = await openReport(author, { authorityId, year: 2025 });
  await saveReport(author, id, { revision: 1, draft: { ...written, texts: words } });
  await askOffices(author, id);
  await answer(teller, id);
  const view = await reportView(author, id);
  await takeAnswers(
    author,
    id,
    view.asked.flatMap((row) => (row.answer === null ? [] : [row.answer.id])),
  );
  await submitReport(author, id, (await reportView(author, id)).revision);
  const reviewer = await teller.as('samordnare.haninge', '2026-02-18T10:00:00+01:00');
  const { sha256, revision } = await reportView(author, id);
  await reviewReport(reviewer, id, { sha256, verdict: 'approve', note: 'Läst och godkänt (demonstration).' });
  const sender = await teller.as('rapport.haninge', '2026-02-20T10:00:00+01:00');
  const { version } = await freezeReport(sender, id, revision);
  await sendReport(sender, id, version, { how: 'letter', sentOn: '2026-02-20' as PlainDate });
  const desk = await teller.as('tillsyn', '2026-02-25T09:00:00+01:00');
  await registerReport(desk, id, version, 'DEMO 1.4-31-2026');
};

async function answer(teller: Parameters<Story>[0], report: number): Promise<void> {
  const manager = await teller.as('kontorschef', '2026-02-12T09:00:00+01:00');
  const office = await teller.office(DEMO_MAIN_OFFICE);
  const asked = sql`
    select id from report_office_request where report_id = ${report} and office_id = ${office}`;
  for (const id of await idsSeenBy(manager, asked))
    await answerOffice(manager, id, {
      after: 0,
      comments: {
        authorityTasks: '',
        personalDataTasks: '',
        surplusAccess: '',
        place: 'Påhittat: samma lokal hela året.',
        fullTimeEquivalents: '',
        visitors: 'Påhittat: fler besökare i augusti än i fjol.',
      },
      corrections: { surplusAccess: null, fullTimeEquivalents: null, visitors: null },
    });
}

/** This year's is begun, and the offices have been asked: the manager of the one in Haninge has not answered. */
export const begunReportStory: Story = async (teller) => {
  const author = await teller.as('rapport.haninge', '2026-11-18T09:00:00+01:00');
  const { id } = await openReport(author, { authorityId: await teller.authority(HANINGE), year: 2026 });
  const texts = { ...written.texts, activity: 'Påhittat: ett utkast, året är inte slut.' };
  await saveReport(author, id, { revision: 1, draft: { ...written, texts } });
  await askOffices(author, id);
};

/** Statens servicecenter's for last year is late, and waits for a second person to read it. */
export const handedOverReportStory: Story = async (teller) => {
  const author = await teller.as('rapport.ssc', '2026-11-17T09:00:00+01:00');
  const { id } = await openReport(author, { authorityId: await teller.authority(SSC), year: 2025 });
  const contact = {
    address: 'Statens servicecenter (demonstration)\n801 35 Gävle',
    person: 'Rapportförfattare Statens servicecenter',
    email: 'rapport.ssc@example.se',
    phone: '08-000 00 00',
  };
  const activity = 'Påhittat: handläggarna har utfört uppgifter åt andra myndigheter hela året.';
  const draft = { ...emptyDraft(), contact, texts: { ...words, activity } };
  const revision = await saveReport(author, id, { revision: 1, draft });
  await submitReport(author, id, revision);
};
