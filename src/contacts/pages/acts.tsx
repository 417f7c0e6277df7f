import type { FC } from 'hono/jsx';
import { here, idAsked, oneOf, pageAsked } from '../../agreements/pages/asked.tsx';
import { coordinated } from '../../agreements/queries/who-sees.server.ts';
import { sharedTexts } from '../../agreements/texts.ts';
import { PlainDateSchema } from '../../kernel/plain-date.schema.ts';
import { LEVELS } from '../../law/facts.ts';
import { verdictTexts } from '../../law/verdict-texts.ts';
import { officesByName } from '../../offices/names.server.ts';
import { unscoped } from '../../platform/database.server.ts';
import { contextOf, type Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Button } from '../../ui/components.tsx';
import { ErrorSummary, Input, Select } from '../../ui/fields.tsx';
import { formatMoment, formatNumber } from '../../ui/format.ts';
import { Pages, Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { actTexts } from '../act-texts.ts';
import { type ActRow, listActs, MOST_ACTS } from '../acts-in-name-of.server.ts';
import { contactTexts } from '../texts.ts';

/** GET /atgarder: what was done in the name of the coordinator's authority, and nothing of any other. */
export async function showActs(c: Http) {
  const ctx = contextOf(c);
  coordinated(ctx.actor);
  const locale = c.get('locale');
  const t = actTexts[locale];
  const s = sharedTexts[locale];
  const [from, to] = [dayAsked(c, 'fran'), dayAsked(c, 'till')];
  const errors = Object.fromEntries(
    [from, to].flatMap(({ name, wrong }) => (wrong ? [[name, s.asOf.wrong]] : [])),
  );
  const officeId = idAsked(c, 'kontor') ?? undefined;
  const level = oneOf(LEVELS, c.req.query('niva'));
  const found = await listActs(ctx, { from: from.day, to: to.day, officeId, level, page: pageAsked(c) });
  const offices = await officesByName(unscoped(ctx.pool));
  const chosen = ['fran', 'till', 'kontor', 'niva'].some((name) => (c.req.query(name) ?? '') !== '');
  const count = formatNumber(found.total, locale);
  return page(
    c,
    { title: t.title, status: Object.keys(errors).length > 0 ? 422 : 200 },
    <>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={errors} />
      <form method="get" action="/atgarder" class="filters">
        <Input name="fran" type="date" label={t.from} value={from.text} error={errors.fran} />
        <Input name="till" type="date" label={t.to} value={to.text} error={errors.till} />
        <Select
          name="kontor"
          label={t.office}
          value={String(officeId ?? '')}
          empty={s.all}
          options={offices.map((office) => ({ value: String(office.id), label: office.name }))}
        />
        <Select
          name="niva"
          label={t.level}
          value={level}
          empty={s.all}
          options={LEVELS.map((value) => ({ value, label: verdictTexts[locale].level[value] }))}
        />
        <Button kind="quiet">{s.show}</Button>
        {chosen ? <a href="/atgarder">{s.clear}</a> : null}
      </form>
      <p class="quiet">{found.total >= MOST_ACTS ? t.foundMost(count) : t.found(count)}</p>
      <Table<ActRow>
        caption={t.list}
        hideCaption
        rows={found.rows}
        empty={<p>{chosen ? t.empty : t.none}</p>}
        columns={[
          { head: t.columns.when, cell: (act) => <time class="whole">{formatMoment(act.actedAt)}</time> },
          {
            head: t.columns.officer,
            cell: (act) => (
              <>
                {act.officer}
                <div class="quiet">
                  {act.officerCode} · {role(act.role, locale)}
                </div>
              </>
            ),
          },
          { head: t.columns.office, cell: (act) => act.office },
          {
            head: t.columns.task,
            cell: (act) => (
              <>
                {locale === 'sv' ? act.taskSv : act.taskEn}
                <div class="quiet">{act.principal}</div>
              </>
            ),
          },
          { head: t.columns.level, cell: (act) => verdictTexts[locale].level[act.level] },
          { head: t.columns.help, cell: (act) => contactTexts[locale].helpForm[act.helpForm] },
          { head: t.columns.outcome, cell: (act) => contactTexts[locale].outcome[act.outcome] },
          { head: t.columns.rests, cell: (act) => <RestedOn act={act} locale={locale} /> },
        ]}
      />
      <Pages
        label={s.pages}
        page={found.page}
        pages={found.pages}
        href={(next) => here(c, { sida: next })}
        previous={s.previous}
        next={s.next}
      />
    </>,
  );
}

/** What the act keeps of what it rested on: one click to each. */
const RestedOn: FC<{ act: ActRow; locale: Locale }> = ({ act, locale }) => {
  const t = actTexts[locale];
  if (act.agreementId === null || act.agreementVersion === null) return <>{t.signpost}</>;
  return (
    <>
      <a class="whole" href={`/avtal/${act.agreementId}?version=${act.agreementVersion}`}>
        {t.version(act.diaryNumber ?? '', act.agreementVersion)}
      </a>
      {act.mandateId === null ? null : (
        <div>
          <a class="whole" href={`/uppdrag/${act.mandateId}`}>
            {t.mandate(act.mandateId)}
          </a>
        </div>
      )}
      {act.catalogueCode === null || act.catalogueVersion === null ? null : (
        <div>
          <a class="whole" href={`/lagen/poster/${act.catalogueCode}`}>
            {t.item(act.catalogueCode, act.catalogueVersion)}
          </a>
        </div>
      )}
    </>
  );
};

function role(stored: string, locale: Locale): string {
  return word(actTexts[locale].role, stored);
}

/** What an act says is stored as a code; one that the texts do not know is shown as it is. */
function word(texts: Readonly<Record<string, string>>, code: string): string {
  return texts[code] ?? code;
}

function dayAsked(c: Http, name: string) {
  const text = c.req.query(name)?.trim() ?? '';
  const day = PlainDateSchema.safeParse(text).data;
  return { name, text, day, wrong: text !== '' && day === undefined };
}
