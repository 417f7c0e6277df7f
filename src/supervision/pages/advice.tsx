import type { FC } from 'hono/jsx';
import { swedishDay } from '../../kernel/plain-date.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, idParam, readForm } from '../../shell/http.ts';
import { Button, Notice } from '../../ui/components.tsx';
import { Input, TextArea } from '../../ui/fields.tsx';
import { formatMoment } from '../../ui/format.ts';
import { Pages, Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { giveAdvice } from '../commands/give-advice.server.ts';
import { AdviceFormSchema } from '../deviation.ts';
import { type AdviceRow, adviceView, listAdvice } from '../queries/advice.server.ts';
import { deskTexts } from '../texts.ts';
import { deskPage, here, NOTHING_TOLD, pageAsked, type Told, toldErrors } from './frame.tsx';

/** GET /kammarkollegiet/rad */
export function showAdviceList(c: Http) {
  return listPage(c, NOTHING_TOLD);
}

/** POST /kammarkollegiet/rad */
export function giveAdviceAction(c: Http) {
  return record(c, null, (told) => listPage(c, told));
}

/** GET /kammarkollegiet/rad/:id */
export function showAdvice(c: Http) {
  const t = deskTexts[c.get('locale')].advice;
  return advicePage(
    c,
    c.req.query('antecknat') === undefined ? NOTHING_TOLD : { ...NOTHING_TOLD, notice: t.added },
  );
}

/** POST /kammarkollegiet/rad/:id/ratta: a new entry that points to this one. */
export function correctAdviceAction(c: Http) {
  return record(c, idParam(c), (told) => advicePage(c, told));
}

async function record(c: Http, corrects: number | null, again: (told: Told) => Promise<Response> | Response) {
  const locale = c.get('locale');
  const form = await readForm(c, AdviceFormSchema);
  if (!form.ok) return again(toldErrors(form.errors, form.given, locale));
  try {
    const id = await giveAdvice(contextOf(c), form.data, corrects);
    return c.redirect(`/kammarkollegiet/rad/${id}?antecknat=1`, 303);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
    const given = { ...form.data, provisions: form.data.provisions.join('\n') };
    return again(toldErrors(error.errors, given, locale));
  }
}

async function listPage(c: Http, told: Told) {
  const locale = c.get('locale');
  const t = deskTexts[locale];
  const ctx = contextOf(c);
  const search = (c.req.query('sok') ?? '').slice(0, 100);
  const found = await listAdvice(ctx, { search, page: pageAsked(c) });
  return deskPage(
    c,
    { section: 'advice', title: t.advice.title, lead: t.advice.lead, told },
    <>
      <form method="get" action="/kammarkollegiet/rad" class="filters">
        <Input name="sok" type="search" label={t.advice.search} value={search} />
        <Button kind="quiet">{t.show}</Button>
        {search === '' ? null : <a href="/kammarkollegiet/rad">{t.clear}</a>}
      </form>
      <Table<AdviceRow>
        caption={t.advice.caption}
        hideCaption
        rows={found.rows}
        empty={<p>{search === '' ? t.advice.empty : t.advice.emptySearch}</p>}
        columns={[
          {
            head: t.advice.columns.question,
            cell: (row) => (
              <>
                <a href={`/kammarkollegiet/rad/${row.id}`}>{row.question.slice(0, 160)}</a>
                {row.correctedBy === null ? null : <div class="quiet">{t.advice.corrected}</div>}
              </>
            ),
          },
          { head: t.advice.columns.from, cell: (row) => row.askedBy },
          { head: t.advice.columns.asked, cell: (row) => row.askedOn },
          { head: t.advice.columns.given, cell: (row) => row.givenOn },
          { head: t.advice.columns.provisions, cell: (row) => row.provisions.join(', ') || '–' },
        ]}
      />
      <Pages
        label={t.pages}
        page={found.page}
        pages={found.pages}
        href={(to) => here(c, { sida: to })}
        previous={t.previous}
        next={t.next}
      />
      <section aria-labelledby="add">
        <h2 id="add">{t.advice.add}</h2>
        <AdviceForm
          action="/kammarkollegiet/rad"
          values={{ givenOn: swedishDay(ctx.clock()), ...told.given }}
          told={told}
          locale={locale}
        />
      </section>
    </>,
  );
}

async function advicePage(c: Http, told: Told) {
  const locale = c.get('locale');
  const t = deskTexts[locale].advice;
  const ctx = contextOf(c);
  const row = await adviceView(ctx, idParam(c));
  return deskPage(
    c,
    { section: 'advice', title: t.title1, told, crumb: ['/kammarkollegiet/rad', t.back] },
    <>
      {row.correctedBy === null ? null : (
        <Notice>
          {t.corrected} <a href={`/kammarkollegiet/rad/${row.correctedBy}`}>{t.correctedBy}</a>
        </Notice>
      )}
      {row.corrects === null ? null : (
        <p>
          <a href={`/kammarkollegiet/rad/${row.corrects}`}>{t.corrects}</a>
        </p>
      )}
      <dl class="facts">
        <dt>{t.columns.from}</dt>
        <dd>{row.askedBy}</dd>
        <dt>{t.asked}</dt>
        <dd>{row.askedOn}</dd>
        <dt>{t.given}</dt>
        <dd>{row.givenOn}</dd>
        <dt>{t.provisions}</dt>
        <dd>{row.provisions.join(', ') || '–'}</dd>
      </dl>
      <h2>{t.question}</h2>
      <p class="desk-words">{row.question}</p>
      <h2>{t.answer}</h2>
      <p class="desk-words">{row.answer}</p>
      <p class="quiet">
        {t.recorded(row.recordedBy ?? deskTexts[locale].someone, formatMoment(row.recordedAt))}
      </p>
      {row.history.length < 2 ? null : (
        <section>
          <h2>{t.history}</h2>
          <ol class="timeline">
            {row.history.map((each, index) => (
              <li aria-current={each.id === row.id ? 'true' : undefined}>
                {each.id === row.id ? (
                  <strong>{t.entry(index, each.givenOn)}</strong>
                ) : (
                  <a href={`/kammarkollegiet/rad/${each.id}`}>{t.entry(index, each.givenOn)}</a>
                )}
                <div class="quiet">
                  {t.recorded(each.recordedBy ?? deskTexts[locale].someone, formatMoment(each.recordedAt))}
                </div>
              </li>
            ))}
          </ol>
        </section>
      )}
      {row.correctedBy === null ? (
        <section aria-labelledby="correct">
          <h2 id="correct">{t.correct}</h2>
          <p class="help">{t.correctLead}</p>
          <AdviceForm
            action={`/kammarkollegiet/rad/${row.id}/ratta`}
            values={{
              askedBy: row.askedBy,
              askedOn: row.askedOn,
              question: row.question,
              answer: row.answer,
              provisions: row.provisions.join('\n'),
              givenOn: swedishDay(ctx.clock()),
              ...told.given,
            }}
            told={told}
            locale={locale}
          />
        </section>
      ) : null}
    </>,
  );
}

const AdviceForm: FC<{
  action: string;
  values: Readonly<Record<string, string>>;
  told: Told;
  locale: Locale;
}> = ({ action, values, told, locale }) => {
  const t = deskTexts[locale].advice;
  const field = (name: string) => ({ name, value: values[name], error: told.errors[name] });
  return (
    <form method="post" action={action} class="stack">
      <Input {...field('askedBy')} label={t.from} help={t.fromHelp} required />
      <Input {...field('askedOn')} type="date" label={t.asked} required />
      <TextArea {...field('question')} label={t.question} rows={4} maxlength={10_000} required />
      <TextArea {...field('answer')} label={t.answer} rows={8} maxlength={20_000} required />
      <Input {...field('givenOn')} type="date" label={t.given} required />
      <TextArea {...field('provisions')} label={t.provisions} help={t.provisionsHelp} rows={3} />
      <Button kind="quiet">{t.submit}</Button>
    </form>
  );
};
