import { contextOf, type Http } from '../../shell/http.ts';
import { csvFile } from '../../ui/csv.ts';
import { type QuestionRow, questionsAsked } from '../questions.server.ts';
import { questionTexts } from '../texts.ts';
import { askedPage } from './asked.tsx';

/** GET /fragor.csv: a line for each question and week, with its sums. */
export async function questionsCsv(c: Http) {
  const locale = c.get('locale');
  const { csvHeads: h, trend } = questionTexts[locale];
  const asked = await askedPage(c);
  const found = await questionsAsked(contextOf(c), asked);
  const plain = (told: QuestionRow['asked'] | null) =>
    told === null ? '' : told === 'withheld' ? h.withheld : String(told);
  const csv = csvFile([
    [h.authority, h.question, h.asked, h.now, h.before, h.lastYear, h.trend, ...found.mondays],
    ...found.rows.map((row) => [
      ...[
        row.principal,
        locale === 'sv' ? row.taskSv : row.taskEn,
        plain(row.asked),
        plain(row.now),
        plain(row.before),
      ],
      ...[plain(row.lastYear), trend[row.trend], ...row.weekly.map(plain)],
    ]),
  ]);
  return c.body(csv, 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="fragor-${found.first}-${found.last}.csv"`,
  });
}
