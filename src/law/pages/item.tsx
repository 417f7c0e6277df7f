import type { FC } from 'hono/jsx';
import { hasRole } from '../../access/actor.ts';
import { type PlainDate, swedishDay } from '../../kernel/plain-date.ts';
import { Problem } from '../../platform/problem.ts';
import { blankIsAbsent, contextOf, type Http, idParam, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Button, ButtonLink, Notice } from '../../ui/components.tsx';
import { ErrorSummary, type Errors, Input } from '../../ui/fields.tsx';
import { formatMoment, formatPeriod } from '../../ui/format.ts';
import { PeriodText, Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { LastDaySchema, setLastDay } from '../commands/set-last-day.server.ts';
import { type HistoryRow, type ItemView, itemHistory, items } from '../queries.server.ts';
import { lawTexts } from '../texts.ts';
import { lawErrorTexts } from './form.ts';
import { ItemWarnings, LawMenu, SourceLine, TaskNames } from './parts.tsx';

interface Told {
  readonly version: number;
  readonly given: Readonly<Record<string, string>>;
  readonly errors: Errors;
}

/** GET /lagen/poster/:code?version=: the wordings of an item over time, and what was known when. */
export async function showItem(c: Http) {
  return itemPage(c, null);
}

/** POST /lagen/poster/:code/:version/sista-dag */
export async function setLastDayAction(c: Http) {
  const code = c.req.param('code') ?? '';
  const version = idParam(c, 'version');
  const locale = c.get('locale');
  const form = await readForm(c, blankIsAbsent(LastDaySchema));
  if (!form.ok)
    return itemPage(c, { version, given: form.given, errors: lawErrorTexts(form.errors, {}, locale) });
  try {
    await setLastDay(contextOf(c), code, version, form.data);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
    const { lastDay, source, note } = form.data;
    return itemPage(c, {
      version,
      given: { lastDay, source, note },
      errors: lawErrorTexts(error.errors, error.facts, locale),
    });
  }
  return c.redirect(`/lagen/poster/${encodeURIComponent(code)}?version=${version}&sparat=sista-dag`, 303);
}

async function itemPage(c: Http, told: Told | null) {
  const ctx = contextOf(c);
  const editor = hasRole(ctx.actor, 'law-editor');
  if (told !== null && !editor) throw new Problem('forbidden');
  const locale = c.get('locale');
  const t = lawTexts[locale];
  const code = c.req.param('code') ?? '';
  const today = swedishDay(ctx.clock());
  const wordings = await items(ctx, { code, on: today, known: null });
  const asked = told?.version ?? Number(c.req.query('version'));
  const item = wordings.find(({ version }) => version === asked) ?? wordings.at(-1);
  if (item === undefined || (told !== null && item.version !== told.version)) throw new Problem('not-found');
  const saved = c.req.query('sparat');
  return page(
    c,
    { title: code, status: told === null ? 200 : 422 },
    <>
      <LawMenu here="items" editor={editor} locale={locale} />
      <h1>{code}</h1>
      {told === null ? null : (
        <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={told.errors} />
      )}
      {saved === undefined || told !== null ? null : (
        <Notice kind="good" focus>
          {saved === 'sista-dag' ? t.item.lastDaySaved : t.item.saved(item.version)}
        </Notice>
      )}
      <div class="split">
        <section aria-labelledby="wordings">
          <h2 id="wordings">{t.item.wordings}</h2>
          <ol class="timeline">
            {wordings.toReversed().map((wording) => (
              <li aria-current={wording === item ? 'true' : undefined}>
                <a href={`/lagen/poster/${code}?version=${wording.version}`}>
                  {t.item.wording(wording.version)}
                </a>
                <br />
                {formatPeriod(wording.valid, locale)}
              </li>
            ))}
          </ol>
          {editor ? (
            <p>
              <ButtonLink href={`/lagen/poster/ny?kod=${code}`}>{t.item.newWording}</ButtonLink>
            </p>
          ) : null}
        </section>
        <div>
          <Wording item={item} today={today} locale={locale} />
          {editor ? <LastDayForm item={item} told={told} locale={locale} /> : null}
        </div>
      </div>
      <History rows={await itemHistory(ctx, code)} locale={locale} />
    </>,
  );
}

const Wording: FC<{ item: ItemView; today: PlainDate; locale: Locale }> = ({ item, today, locale }) => {
  const t = lawTexts[locale];
  return (
    <section aria-labelledby="wording">
      <h2 id="wording">{t.item.wording(item.version)}</h2>
      <blockquote class="statute" lang="sv">
        {item.text}
      </blockquote>
      <ItemWarnings item={item} on={today} locale={locale} />
      <dl class="facts">
        <dt>{t.item.provision}</dt>
        <dd>{item.provision}</dd>
        <dt>{t.item.list}</dt>
        <dd>
          <a href={`/lagen/regelverk/${item.regimeId}`}>{item.regimeId}</a>, {t.sphere[item.sphere]}
        </dd>
        <dt>{t.item.action}</dt>
        <dd>{t.action[item.action]}</dd>
        <dt>{t.item.tasks}</dt>
        <dd>
          <TaskNames item={item} locale={locale} />
        </dd>
        <dt>{t.item.conditions}</dt>
        <dd>{item.conditions.map((one) => t.condition[one]).join(', ') || t.item.noConditions}</dd>
        <dt>{t.item.valid}</dt>
        <dd>{formatPeriod(item.valid, locale)}</dd>
        {item.note === '' ? null : (
          <>
            <dt>{t.item.note}</dt>
            <dd class="lines">{item.note}</dd>
          </>
        )}
        <dt>{t.source}</dt>
        <dd>
          <SourceLine source={item.source} verifiedOn={item.verifiedOn} locale={locale} />
        </dd>
        <dt>{t.item.recorded}</dt>
        <dd>
          {formatMoment(item.recordedAt)}, {item.recordedBy ?? t.item.shipped}
        </dd>
      </dl>
    </section>
  );
};

const LastDayForm: FC<{ item: ItemView; told: Told | null; locale: Locale }> = ({ item, told, locale }) => {
  const t = lawTexts[locale].lastDay;
  const { given, errors } = told ?? { given: { lastDay: item.valid.to ?? '' }, errors: {} };
  const { lastDay, source, note } = given as Partial<Record<string, string>>;
  const wrong = errors as Partial<Record<string, string>>;
  return (
    <section aria-labelledby="last-day">
      <h2 id="last-day">{t.title}</h2>
      <p class="help">{t.help}</p>
      <form method="post" action={`/lagen/poster/${item.code}/${item.version}/sista-dag`} class="stack">
        <Input name="lastDay" type="date" label={t.day} value={lastDay} error={wrong.lastDay} required />
        <Input name="source" label={t.source} value={source} error={wrong.source} required />
        <Input name="note" label={t.note} value={note} error={wrong.note} />
        <Button kind="quiet">{t.submit}</Button>
      </form>
    </section>
  );
};

const History: FC<{ rows: readonly HistoryRow[]; locale: Locale }> = ({ rows, locale }) => {
  const t = lawTexts[locale].item;
  const columns = t.historyColumns;
  return (
    <>
      <h2>{t.history}</h2>
      <Table<HistoryRow>
        caption={t.history}
        hideCaption
        rows={rows}
        empty={null}
        columns={[
          { head: columns.at, cell: (row) => formatMoment(row.knownAt) },
          { head: columns.version, cell: (row) => row.version, number: true },
          {
            head: columns.valid,
            cell: (row) => <PeriodText period={row.valid} locale={locale} />,
          },
          { head: columns.note, cell: (row) => row.note },
          { head: columns.by, cell: (row) => row.by ?? t.shipped },
        ]}
      />
    </>
  );
};
