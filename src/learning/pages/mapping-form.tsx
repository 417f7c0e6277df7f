import type { FC } from 'hono/jsx';
import { closeContact } from '../../contacts/commands/close-contact.server.ts';
import { closeVisit } from '../../contacts/commands/close-visit.server.ts';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, readForm, uuidParam } from '../../shell/http.ts';
import { Button, Notice } from '../../ui/components.tsx';
import { Choice } from '../../ui/fields.tsx';
import type { Locale } from '../../ui/texts.ts';
import { mapContact } from '../commands/map-contact.server.ts';
import { COMPLEXITIES, EXTENTS, HANDLINGS, KINDS, type Mapping, MappingSchema, SUITS } from '../mapping.ts';
import { type MappingAt, mappingAt } from '../mapping-at.server.ts';
import { mappingTexts } from '../mapping-texts.ts';

const FIELDS = [
  ['kind', KINDS],
  ['extent', EXTENTS],
  ['handling', HANDLINGS],
  ['complexity', COMPLEXITIES],
  ['suits', SUITS],
] as const;

/** What stands at a contact while a study goes on; null when none does. Nothing here keeps the contact from being closed. */
export async function mappingBesideContact(c: Http, visitId: string) {
  const ctx = contextOf(c);
  if (ctx.actor.officer === null) return null;
  const at = await mappingAt(ctx, visitId);
  if (at === null) return null;
  const page = c.req.path.startsWith('/besok') ? '/besok' : '/kontakter';
  return <MappingForm {...{ at, visitId, page }} told={c.req.query('kartlagd')} locale={c.get('locale')} />;
}

const MappingForm: FC<{
  at: MappingAt;
  visitId: string;
  page: '/besok' | '/kontakter';
  told: string | undefined;
  locale: Locale;
}> = ({ at, visitId, page, told, locale }) => {
  const t = mappingTexts[locale];
  const shown: Partial<Mapping> = at.entry ?? {
    ...(at.extent === null ? {} : { extent: at.extent }),
    ...(at.handling === null ? {} : { handling: at.handling }),
  };
  const { kind, extent, handling, complexity, suits } = t;
  const textOf: Readonly<Record<keyof Mapping, Readonly<Record<string, string>>>> = {
    ...{ kind, extent, handling, complexity, suits },
  };
  const questions = (
    <form method="post" action={`/kartlaggning/kontakt/${visitId}`}>
      <input type="hidden" name="page" value={page} />
      {FIELDS.map(([name, options]) => (
        <Choice
          id={`mapping-${name}`}
          name={name}
          legend={t.legend[name]}
          value={shown[name]}
          options={options.map((value) => ({ value, label: textOf[name][value] ?? value }))}
        />
      ))}
      <div class="row">
        <Button kind="quiet">{t.form.save}</Button>
        {at.open && !at.ofQueue ? (
          <Button kind="quiet" name="close" value="1">
            {t.form.saveAndClose}
          </Button>
        ) : null}
      </div>
    </form>
  );
  return (
    <section class="mapping" aria-labelledby="kartlaggning">
      <h2 id="kartlaggning">{t.form.title}</h2>
      <p class="quiet">
        {t.form.lead(at.study, at.lastOn)} {at.minutes === null ? null : t.form.measured(at.minutes)}
      </p>
      {told === 'inte' ? <Notice kind="wrong">{t.form.incomplete}</Notice> : null}
      {told === 'oppen' ? <Notice kind="wrong">{t.form.notClosed}</Notice> : null}
      {told === '1' ? <Notice kind="good">{t.form.saved}</Notice> : null}
      {at.entry === null ? (
        questions
      ) : (
        <details>
          <summary>{t.form.mapped}</summary>
          {questions}
        </details>
      )}
    </section>
  );
};

const PostedSchema = MappingSchema.loose();

/** POST /kartlaggning/kontakt/:id: noted, and closed when that was asked for and the contact allows it. */
export async function mapContactAction(c: Http) {
  const ctx = contextOf(c);
  const visitId = uuidParam(c);
  const form = await readForm(c, PostedSchema);
  const posted: Readonly<Record<string, unknown>> = form.ok ? form.data : form.given;
  const page = posted.page === '/besok' ? '/besok' : '/kontakter';
  const back = (told: string) => c.redirect(`${page}/${visitId}?kartlagd=${told}#kartlaggning`, 303);
  if (!form.ok) return back('inte');
  await mapContact(ctx, visitId, form.data);
  if (posted.close !== '1') return back('1');
  try {
    // A visit ends as what was done in its matters; what came otherwise has been answered.
    if (page === '/besok') await closeVisit(ctx, visitId);
    else await closeContact(ctx, visitId, 'answered');
  } catch (error) {
    if (!(error instanceof Problem) || (error.code !== 'not-possible' && error.code !== 'visit-closed'))
      throw error;
    return back(error.code === 'visit-closed' ? '1' : 'oppen');
  }
  return page === '/besok' ? c.redirect('/besok', 303) : back('1');
}
