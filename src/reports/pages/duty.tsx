import { swedishDay } from '../../kernel/plain-date.ts';
import { Problem } from '../../platform/problem.ts';
import { postErrorText } from '../../post/texts.ts';
import { contextOf, type Http, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { errorTexts, fieldErrorText } from '../../shell/problems.tsx';
import { Badge, Button, Notice } from '../../ui/components.tsx';
import { Choice, ErrorSummary, Input } from '../../ui/fields.tsx';
import { formatDay } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import { dutyView, SetDutySchema, setDuty } from '../commands/set-duty.server.ts';
import { daysLate, type ReportDutyRow } from '../duties.ts';
import { wayTexts } from '../texts.ts';

interface Told {
  readonly errors: Readonly<Record<string, string>>;
  readonly given: Readonly<Record<string, string>>;
}

/** GET /rapporter/skyldighet: who owes, by when, what is late; and the switch for the municipal duty. */
export function showDuty(c: Http) {
  return dutyPage(c, null);
}

/** POST /rapporter/skyldighet */
export async function setDutyAction(c: Http) {
  const locale = c.get('locale');
  const form = await readForm(c, SetDutySchema);
  if (!form.ok) return dutyPage(c, { errors: errorTexts(form.errors, locale), given: form.given });
  try {
    await setDuty(contextOf(c), form.data);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
    const sentences = error.errors.map(({ field, code }) => [
      field,
      postErrorText(code, {}, locale) ?? fieldErrorText(code, locale),
    ]);
    return dutyPage(c, { errors: Object.fromEntries(sentences), given: form.data });
  }
  return c.redirect('/rapporter/skyldighet?sparat=1', 303);
}

async function dutyPage(c: Http, told: Told | null) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = wayTexts[locale].duty;
  const today = swedishDay(ctx.clock());
  const asked = Number(c.req.query('ar'));
  const year =
    Number.isInteger(asked) && asked >= 1994 && asked < 2200 ? asked : Number(today.slice(0, 4)) - 1;
  const view = await dutyView(ctx, year);
  return page(
    c,
    { title: t.title, status: told === null ? 200 : 422 },
    <>
      <h1>{t.title}</h1>
      <ErrorSummary title={t.invalid} errors={told?.errors ?? {}} />
      {c.req.query('sparat') === undefined || told !== null ? null : (
        <Notice kind="good" focus>
          {t.saved}
        </Notice>
      )}
      <p class="lead">{t.lead}</p>
      <form method="get" action="/rapporter/skyldighet" class="row">
        <Input name="ar" label={t.year} type="number" min="1994" value={String(year)} />
        <Button kind="quiet">{t.show}</Button>
      </form>
      <Table<ReportDutyRow>
        caption={t.caption(year)}
        rows={view.rows}
        empty={<p>{t.none(year)}</p>}
        columns={[
          { head: t.columns.authority, cell: (row) => row.authority },
          {
            head: t.columns.regimes,
            cell: (row) => (
              <>
                {row.regimes.join(', ')} <cite>{row.provisions.join(', ')}</cite>
              </>
            ),
          },
          { head: t.columns.to, cell: (row) => row.to.map((to) => t.to[to]).join(', ') },
          { head: t.columns.due, cell: (row) => (row.due === null ? t.noDay : formatDay(row.due, locale)) },
          {
            head: t.columns.state,
            cell: (row) => {
              const late = daysLate(row, today);
              return (
                <>
                  <Badge kind={row.state === 'not-sent' ? 'neutral' : 'good'}>{t.state[row.state]}</Badge>{' '}
                  {late === 0 ? null : <Badge kind="wrong">{t.late(late)}</Badge>}
                </>
              );
            },
          },
        ]}
      />
      <section aria-labelledby="settings">
        <h2 id="settings">{t.settings}</h2>
        <p>{t.source}</p>
        <form method="post" action="/rapporter/skyldighet" class="stack">
          <Choice
            id="municipalities"
            name="municipalities"
            legend={t.choice}
            required
            value={told?.given.municipalities ?? (view.municipalities ? 'on' : 'off')}
            error={told?.errors.municipalities}
            options={[
              { value: 'on', label: t.on },
              { value: 'off', label: t.off },
            ]}
          />
          <Input
            name="registrar"
            type="email"
            label={t.registrar}
            help={t.registrarHelp}
            required
            value={told?.given.registrar ?? view.registrar}
            error={told?.errors.registrar}
          />
          <Button>{t.save}</Button>
        </form>
      </section>
    </>,
  );
}
