import { authoritiesOf } from '../../access/actor.ts';
import { transaction } from '../../access/context.server.ts';
import { parsePlainDate } from '../../kernel/plain-date.ts';
import { sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { sha256 as hashOf } from '../../platform/sha256.server.ts';
import { contextOf, type Http, idParam } from '../../shell/http.ts';
import { Button, Notice } from '../../ui/components.tsx';
import { Select } from '../../ui/fields.tsx';
import { formatMoment, formatNumber } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import { closedForOthers } from '../closed-content.ts';
import { type ClosedMonth, closedMonthsOf, closeMonth, reproduceMonth } from '../closing.server.ts';
import { closingTexts } from '../closing-texts.ts';
import { monthName } from '../format.ts';
import { framed, statisticsPage } from './frame.tsx';

/** Throws Problem `forbidden` for who does not analyse. */
function analyst(c: Http) {
  const ctx = contextOf(c);
  if (authoritiesOf(ctx.actor, 'analyst').length === 0) throw new Problem('forbidden');
  return ctx;
}

interface Told {
  readonly kind: 'good' | 'wrong';
  readonly text: string;
}

/** GET /statistik/stangning: close a month, and the months that are closed. */
export const showClosing = (c: Http) =>
  closingPage(
    c,
    c.req.query('stangd') === 'ja' ? { kind: 'good', text: closingTexts[c.get('locale')].closed } : null,
  );

function closingPage(c: Http, told: Told | null, status: 200 | 422 = 200) {
  const ctx = analyst(c);
  return framed(c, async (frame) => {
    const { locale, names, asker, sees, today } = frame;
    const t = closingTexts[locale];
    const closed = await closedMonthsOf(asker.db);
    const there = new Set(closed.map(({ operatorId, month }) => `${operatorId} ${month.slice(0, 7)}`));
    const first = Temporal.PlainDate.from(today).with({ day: 1 });
    const months = Array.from({ length: 24 }, (_, index) =>
      first
        .subtract({ months: index + 1 })
        .toString()
        .slice(0, 7),
    );
    const operators = authoritiesOf(ctx.actor, 'analyst');
    const operator = operators[0] ?? 0;
    return statisticsPage(
      c,
      frame,
      { here: 'closing', title: t.title, status },
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        {told === null ? null : (
          <Notice kind={told.kind} focus>
            {told.text}
          </Notice>
        )}
        <form method="post" action="/statistik/stangning" class="filters">
          {sees.operators.length > 1 ? (
            <Select
              name="utforare"
              label={t.operator}
              options={operators.map((id) => ({ value: String(id), label: names.authority(id) }))}
              value={String(operator)}
            />
          ) : (
            <input type="hidden" name="utforare" value={String(operator)} />
          )}
          <Select
            name="manad"
            label={t.month}
            options={months
              .filter((month) => operators.length > 1 || !there.has(`${operator} ${month}`))
              .map((month) => ({ value: month, label: monthName(month, locale) }))}
          />
          <Button>{t.close}</Button>
        </form>
        <h2>{t.list}</h2>
        <Table<ClosedMonth>
          caption={t.list}
          hideCaption
          rows={closed}
          empty={<p>{t.empty}</p>}
          columns={[
            { head: t.columns.month, cell: ({ month }) => monthName(month, locale) },
            ...(operators.length > 1
              ? [
                  {
                    head: t.columns.operator,
                    cell: ({ operatorId }: ClosedMonth) => names.authority(operatorId),
                  },
                ]
              : []),
            { head: t.columns.at, cell: ({ closedAt }) => formatMoment(closedAt) },
            { head: t.columns.hash, cell: ({ sha256 }) => <code>{sha256}</code>, wide: true },
            {
              head: t.columns.later,
              cell: ({ laterCorrections }) => formatNumber(Number(laterCorrections), locale),
              number: true,
            },
            {
              head: t.columns.files,
              cell: ({ id, month }) => (
                <>
                  <a
                    href={`/statistik/stangning/${id}.json`}
                    download
                    aria-label={`${t.download}: ${monthName(month, locale)}`}
                  >
                    {t.download}
                  </a>{' '}
                  <a
                    href={`/statistik/stangning/${id}.sha256`}
                    download
                    aria-label={`SHA-256: ${monthName(month, locale)}`}
                  >
                    SHA-256
                  </a>
                </>
              ),
            },
            {
              head: t.columns.check,
              cell: ({ id, month }) => (
                <form method="post" action={`/statistik/stangning/${id}`}>
                  <button class="link" type="submit" aria-label={`${t.check}: ${monthName(month, locale)}`}>
                    {t.check}
                  </button>
                </form>
              ),
            },
          ]}
        />
        <p class="quiet">{t.downloadHelp}</p>
      </>,
    );
  });
}

/** POST /statistik/stangning */
export async function closeMonthAction(c: Http) {
  const ctx = analyst(c);
  const body = await c.req.parseBody();
  const month = parsePlainDate(`${String(body.manad ?? '').slice(0, 7)}-01`);
  const operator = Number(body.utforare);
  if (month === null || !Number.isSafeInteger(operator))
    throw new Problem('invalid', {}, [{ field: 'manad', code: 'not-a-date' }]);
  try {
    await closeMonth(ctx, operator, month);
  } catch (error) {
    const reasons: Readonly<Record<string, string>> = closingTexts[c.get('locale')].reasons;
    const reason =
      error instanceof Problem && error.code === 'not-possible' ? String(error.facts.reason) : '';
    if (!Object.hasOwn(reasons, reason)) throw error;
    return closingPage(c, { kind: 'wrong', text: reasons[reason] ?? '' }, 422);
  }
  return c.redirect('/statistik/stangning?stangd=ja', 303);
}

/** POST /statistik/stangning/:id: the month counted again and held against what was frozen. */
export async function checkMonthAction(c: Http) {
  const ctx = analyst(c);
  const { month, id } = await closedMonth(c, idParam(c));
  const { frozen, again } = await reproduceMonth(ctx.pool, id, ctx.clock());
  const t = closingTexts[c.get('locale')];
  const name = monthName(month, c.get('locale'));
  return closingPage(
    c,
    frozen === again ? { kind: 'good', text: t.same(name) } : { kind: 'wrong', text: t.different(name) },
  );
}

/** GET /statistik/stangning/:id.json | .sha256: what is frozen, the same bytes each time, and their hash as `sha256sum -c` reads it. */
export async function downloadMonth(c: Http) {
  analyst(c);
  const [, given, format] = (c.req.param('file') ?? '').match(/^([1-9]\d{0,8})\.(json|sha256)$/) ?? [];
  if (given === undefined) throw new Problem('not-found');
  const { content, sha256, month, withheld } = await closedMonth(c, Number(given));
  const name = `manad-${month.slice(0, 7)}.json`;
  const bytes = JSON.stringify(closedForOthers(content, sha256, withheld), null, 1);
  if (format === 'sha256') {
    c.header('Content-Type', 'text/plain; charset=utf-8');
    c.header('Content-Disposition', `attachment; filename="${name}.sha256"`);
    return c.body(`${hashOf(bytes)}  ${name}\n`);
  }
  c.header('Content-Type', 'application/json; charset=utf-8');
  c.header('Content-Disposition', `attachment; filename="${name}"`);
  return c.body(bytes);
}

interface Frozen {
  readonly id: number;
  readonly content: string;
  readonly sha256: string;
  readonly month: string;
  readonly withheld: readonly string[] | null;
}

/** One that the asker sees. Throws Problem `not-found`. */
async function closedMonth(c: Http, id: number) {
  const row = await transaction(contextOf(c), (db) =>
    db.maybe<Frozen>(sql`select id, content, sha256, month, withheld from closed_month where id = ${id}`),
  );
  if (row === undefined) throw new Problem('not-found');
  return row;
}
