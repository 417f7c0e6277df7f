import type { FC } from 'hono/jsx';
import { principalChoices } from '../../contacts/work-list.server.ts';
import { workTexts } from '../../contacts/work-texts.ts';
import { type PlainDate, swedishDay } from '../../kernel/plain-date.ts';
import { type FieldError, Problem } from '../../platform/problem.ts';
import { contextOf, type Http, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { fieldErrorText } from '../../shell/problems.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Button, ButtonLink } from '../../ui/components.tsx';
import { ErrorSummary, type Errors, Input, TextArea } from '../../ui/fields.tsx';
import { formatMoment } from '../../ui/format.ts';
import { Submenu } from '../../ui/submenu.tsx';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { makeStudy, mayMakeStudies } from '../commands/make-study.server.ts';
import { learningErrorText } from '../error-texts.ts';
import { StudySchema } from '../mapping.ts';
import { type UnmappedContact, unmappedOfMine } from '../mapping-at.server.ts';
import { mappingTexts } from '../mapping-texts.ts';
import { officesOfSide } from '../questions.server.ts';
import { tell } from '../rules/withhold.ts';
import { isOutside, type Side, sideAsked, sidesOf } from '../side.ts';
import { type Coverage, type Study, studies } from '../studies.server.ts';
import { questionTexts } from '../texts.ts';
import { Count, percentText } from './told.tsx';

/** GET /kartlaggning */
export async function showStudies(c: Http) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = mappingTexts[locale];
  const side = sideAsked(ctx.actor, c.req.query('hos'));
  const [list, unmapped] = await Promise.all([studies(ctx, side), unmappedOfMine(ctx)]);
  const today = swedishDay(ctx.clock());
  const groups = [
    { title: t.list.ongoing, rows: list.filter((each) => each.firstOn <= today && today <= each.lastOn) },
    { title: t.list.coming, rows: list.filter((each) => today < each.firstOn) },
    { title: t.list.past, rows: list.filter((each) => each.lastOn < today) },
  ];
  const makes = mayMakeStudies(ctx);
  return page(
    c,
    { title: t.title },
    <>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <Sides c={c} side={side} />
      <p class="row">
        {makes ? (
          <ButtonLink kind="primary" href="/kartlaggning/ny">
            {t.list.new}
          </ButtonLink>
        ) : null}
        <ButtonLink href={`/kartlaggning/vardag?hos=${side}`}>{t.list.everyday}</ButtonLink>
      </p>
      <Unmapped rows={unmapped} locale={locale} />
      {list.length === 0 ? (
        <div class="empty">
          <p>{makes ? t.list.emptyManager : t.list.empty}</p>
        </div>
      ) : null}
      {groups.map(({ title, rows }) =>
        rows.length === 0 ? null : (
          <section>
            <h2>{title}</h2>
            <StudyTable {...{ title, rows, side, locale }} />
          </section>
        ),
      )}
    </>,
  );
}

export const Sides: FC<{ c: Http; side: Side }> = ({ c, side }) => {
  const t = questionTexts[c.get('locale')];
  const sides = sidesOf(contextOf(c).actor);
  return sides.length < 2 ? null : (
    <Submenu
      label={t.sides}
      links={sides.map((each) => ({
        href: `${c.req.path}?hos=${each}`,
        text: t.side[each],
        here: each === side,
      }))}
    />
  );
};

const Unmapped: FC<{ rows: readonly UnmappedContact[]; locale: Locale }> = ({ rows, locale }) => {
  const t = mappingTexts[locale].list;
  if (rows.length === 0) return null;
  return (
    <section>
      <h2 id="to-map">{t.toMap}</h2>
      <p class="quiet">{t.toMapLead}</p>
      <ul>
        {rows.map(({ id, reference, channel, closedAt }) => (
          <li>
            <a href={`/kontakter/${id}#kartlaggning`}>
              {t.contact(formatMoment(closedAt), `${workTexts[locale].channel[channel]} ${reference}`)}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
};

const StudyTable: FC<{
  title: string;
  rows: readonly (Study & Coverage)[];
  side: Side;
  locale: Locale;
}> = ({ title, rows, side, locale }) => {
  const t = mappingTexts[locale].list.columns;
  const told = (count: number) => (isOutside(side) ? tell(count) : count);
  return (
    <Table<Study & Coverage>
      caption={title}
      hideCaption
      rows={rows}
      empty={null}
      columns={[
        { head: t.name, cell: ({ id, name }) => <a href={`/kartlaggning/${id}?hos=${side}`}>{name}</a> },
        { head: t.days, cell: ({ firstOn, lastOn }) => `${firstOn} – ${lastOn}` },
        { head: t.offices, wide: true, cell: ({ offices }) => offices.join(', ') },
        {
          head: t.coverage,
          number: true,
          cell: ({ contacts, mapped }) => (
            <>
              <Count told={told(mapped)} locale={locale} /> / <Count told={told(contacts)} locale={locale} />{' '}
              ({percentText(told(mapped), told(contacts), locale)})
            </>
          ),
        },
      ]}
    />
  );
};

/** GET /kartlaggning/ny */
export async function showNewStudy(c: Http) {
  return newStudyPage(c, {}, {}, 200);
}

async function newStudyPage(
  c: Http,
  given: Readonly<Record<string, string | readonly string[]>>,
  errors: Errors,
  status: 200 | 422,
) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = mappingTexts[locale].make;
  if (!mayMakeStudies(ctx)) throw new Problem('forbidden');
  const offices = [
    ...new Map(
      [...(await officesOfSide(ctx, 'office')), ...(await officesOfSide(ctx, 'area'))].map((each) => [
        each.id,
        each,
      ]),
    ).values(),
  ];
  const authorities = await principalChoices(ctx);
  const chosen = (name: string) => [given[name] ?? []].flat();
  const one = (name: string) => String(chosen(name)[0] ?? '');
  const today: PlainDate = swedishDay(ctx.clock());
  return page(
    c,
    { title: t.title, width: 'text', status },
    <>
      <p class="crumb">
        <a href="/kartlaggning">{mappingTexts[locale].back}</a>
      </p>
      <h1>{t.title}</h1>
      <p class="lead">{t.help}</p>
      <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={errors} />
      <form method="post" action="/kartlaggning/ny" class="stack">
        <Input name="name" label={t.name} value={one('name')} error={errors.name} required />
        <TextArea
          name="purpose"
          label={t.purpose}
          rows={2}
          maxlength={500}
          value={one('purpose')}
          error={errors.purpose}
        />
        <div class="row">
          <Input
            name="firstOn"
            type="date"
            label={t.first}
            value={one('firstOn') || today}
            error={errors.firstOn}
            required
          />
          <Input
            name="lastOn"
            type="date"
            label={t.last}
            value={one('lastOn')}
            error={errors.lastOn}
            required
          />
        </div>
        <Boxes
          name="officeIds"
          legend={t.offices}
          error={errors.officeIds}
          options={offices}
          chosen={offices.length === 1 ? [String(offices[0]?.id)] : chosen('officeIds')}
        />
        <Boxes
          name="authorityIds"
          legend={t.authorities}
          help={t.authoritiesHelp}
          error={errors.authorityIds}
          options={authorities}
          chosen={chosen('authorityIds')}
        />
        <Button>{t.save}</Button>
      </form>
    </>,
  );
}

const Boxes: FC<{
  name: string;
  legend: string;
  help?: string;
  error: string | undefined;
  options: readonly { readonly id: number; readonly name: string }[];
  chosen: readonly string[];
}> = ({ name, legend, help, error, options, chosen }) => (
  <fieldset class="study-boxes" id={name}>
    <legend>{legend}</legend>
    {help === undefined ? null : <p class="help">{help}</p>}
    {error === undefined ? null : <p class="error">{error}</p>}
    {options.map((option) => (
      <label class="study-box">
        <input
          type="checkbox"
          name={name}
          value={String(option.id)}
          checked={chosen.includes(String(option.id))}
        />
        <span>{option.name}</span>
      </label>
    ))}
  </fieldset>
);

/** POST /kartlaggning/ny */
export async function makeStudyAction(c: Http) {
  const locale = c.get('locale');
  const ctx = contextOf(c);
  if (!mayMakeStudies(ctx)) throw new Problem('forbidden');
  const body = await c.req.parseBody({ all: true }).catch(() => ({}));
  const given = Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      [value].flat().filter((each): each is string => typeof each === 'string'),
    ]),
  );
  const sentences = (errors: readonly FieldError[]): Errors =>
    Object.fromEntries(
      errors.map(({ field, code }) => [
        field.split('.')[0] ?? field,
        learningErrorText(code, {}, locale) ?? fieldErrorText(code, locale),
      ]),
    );
  const form = await readForm(c, StudySchema);
  if (!form.ok) return newStudyPage(c, given, sentences(form.errors), 422);
  try {
    const id = await makeStudy(ctx, form.data);
    return c.redirect(`/kartlaggning/${id}`, 303);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
    return newStudyPage(c, given, sentences(error.errors), 422);
  }
}
