import type { FC } from 'hono/jsx';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http, idParam } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Button, Notice } from '../../ui/components.tsx';
import { ErrorSummary, type Errors } from '../../ui/fields.tsx';
import { formatMoment } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import { concludeDraft } from '../commands/conclude-draft.server.ts';
import { type Rebased, rebaseDraft } from '../commands/rebase-draft.server.ts';
import { discardDraft, saveDraft } from '../commands/save-draft.server.ts';
import type { DraftContent } from '../draft.ts';
import { contentOf, type Typed, typedIn, withRows } from '../form.ts';
import { historyTexts } from '../history-texts.ts';
import { draftAt } from '../queries/draft-history.server.ts';
import { type DraftView, draftView, ownContent } from '../queries/drafts.server.ts';
import { requirementTexts } from '../requirement-texts.ts';
import { type Merged, merge } from '../rules/merge.ts';
import { draftTexts } from '../texts.ts';
import { DraftFields } from './draft-fields.tsx';
import { Overtaken, RebasedNotice, Stale } from './draft-stale.tsx';
import { errorsOf, everyField } from './fields.server.ts';
import { Panel } from './panel.tsx';

/** GET /avtal/utkast/:id */
export async function showDraft(c: Http) {
  const draft = await draftView(contextOf(c), idParam(c));
  return draftPage(c, draft, { revision: draft.revision, saved: c.req.query('sparat') === '1' });
}

/** POST /avtal/utkast/:id: saves; adds or removes a row; concludes; puts aside. */
export async function draftAction(c: Http) {
  const ctx = contextOf(c);
  const id = idParam(c);
  const locale = c.get('locale');
  const fields = await everyField(c);
  const button = fields.do?.[0] ?? 'save';
  if (button === 'discard') {
    await discardDraft(ctx, id);
    return c.redirect('/avtal/utkast', 303);
  }
  const before = await draftView(ctx, id);
  const read = contentOf(fields, codesOf(before));
  const posted = Number(fields.revision?.[0]);
  const revision = Number.isSafeInteger(posted) && posted > 0 && posted < 2 ** 31 ? posted : 0;
  const again = async (shown: Partial<Shown> & { content?: DraftContent }, status: 409 | 422) =>
    draftPage(c, await draftView(ctx, id, shown.content ?? read.content), { revision, ...shown }, status);
  if (read.errors.length > 0)
    return again({ errors: errorsOf(read.errors, locale), typed: typedIn(fields, read.errors) }, 422);
  const { content, anchor } = withRows(read.content, button, fields);
  try {
    const saved = await saveDraft(ctx, id, { revision, content });
    if (button === 'rebase') {
      const rebased = await rebaseDraft(ctx, id, { revision: saved });
      return draftPage(c, await draftView(ctx, id), { revision: rebased.revision, rebased });
    }
    if (button !== 'conclude') return c.redirect(`/avtal/utkast/${id}?sparat=1#${anchor}`, 303);
    const { agreementId } = await concludeDraft(ctx, id, { revision: saved });
    return c.redirect(`/avtal/${agreementId}`, 303);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.code === 'stale') {
      const now = await draftView(ctx, id);
      // It was saved, and the agreement has another version: the page says so.
      if ('version' in error.facts) return draftPage(c, now, { revision: now.revision }, 409);
      const base = (await draftAt(ctx, id, revision)) ?? now.content;
      const merged = merge(base, ownContent(now, content), now.content);
      return again({ revision: now.revision, merged, content: merged.content }, 409);
    }
    if (error.code !== 'invalid') throw error;
    // It is saved by now: what is missing stands in the panel.
    const now = await draftView(ctx, id);
    const errors = 'requirements' in error.facts ? {} : errorsOf(error.errors, locale);
    return draftPage(c, now, { revision: now.revision, refused: true, errors }, 422);
  }
}

/** POST /avtal/utkast/:id/granska: the panel for what stands in the form, nothing saved. */
export async function checkDraft(c: Http) {
  const ctx = contextOf(c);
  const id = idParam(c);
  const before = await draftView(ctx, id);
  const { content } = contentOf(await everyField(c), codesOf(before));
  return c.html(<Panel draft={await draftView(ctx, id, content)} locale={c.get('locale')} />);
}

function codesOf({ registers }: DraftView): ReadonlyMap<string, number> {
  return new Map([...registers.offices.values()].map(({ code, id }) => [code, id]));
}

interface Shown {
  readonly revision: number;
  readonly saved?: boolean;
  readonly refused?: boolean;
  readonly errors?: Errors;
  /** What was typed where it could not be read. */
  readonly typed?: Typed;
  readonly merged?: Merged;
  readonly rebased?: Rebased;
}

function draftPage(c: Http, draft: DraftView, shown: Shown, status: 200 | 409 | 422 = 200) {
  const locale = c.get('locale');
  const t = draftTexts[locale];
  const name = draft.content.name === '' ? t.unnamed : draft.content.name;
  const writes = draft.mine && draft.state === 'open';
  return page(
    c,
    { title: `${t.what}: ${name}`, status },
    <>
      <p class="crumb">
        <a href="/avtal/utkast">{t.drafts}</a>
      </p>
      <h1>{name}</h1>
      <p class="quiet">
        {draft.amends === null ? t.newAgreement : t.amendmentOf(draft.amends.version)} · {draft.author} ·{' '}
        {t.changed.toLowerCase()} {formatMoment(draft.changedAt)}
        {draft.changedBy === null ? '' : ` ${t.by(draft.changedBy)}`} ·{' '}
        <a href={`/avtal/utkast/${draft.id}/historik`}>{historyTexts[locale].link}</a>
      </p>
      <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={shown.errors ?? {}} />
      {shown.saved ? <Notice kind="good">{t.saved}</Notice> : null}
      {shown.refused && Object.keys(shown.errors ?? {}).length === 0 ? (
        <Notice kind="wrong" focus>
          {draft.amends === null ? t.incomplete : t.incompleteAmendment}{' '}
          <a href="#krav">{requirementTexts[locale].title}</a>
        </Notice>
      ) : null}
      {shown.merged === undefined ? null : <Stale draft={draft} merged={shown.merged} locale={locale} />}
      {shown.rebased === undefined ? null : (
        <RebasedNotice draft={draft} rebased={shown.rebased} locale={locale} />
      )}
      <Overtaken draft={draft} form="utkast" locale={locale} />
      <Closed draft={draft} locale={locale} />
      <div class="drafting">
        <form
          method="post"
          id="utkast"
          action={`/avtal/utkast/${draft.id}`}
          class="draft-form"
          {...(writes ? { 'data-check': `/avtal/utkast/${draft.id}/granska` } : {})}
        >
          <button type="submit" name="do" value="save" hidden>
            {t.save}
          </button>
          <input type="hidden" name="revision" value={shown.revision} />
          <fieldset disabled={!writes}>
            <legend class="sr-only">{name}</legend>
            <DraftFields
              draft={draft}
              errors={shown.errors ?? {}}
              typed={shown.typed ?? {}}
              locale={locale}
            />
          </fieldset>
          {writes ? (
            <div class="row draft-buttons">
              <Button name="do" value="save">
                {t.save}
              </Button>
              <Button kind="quiet" name="do" value="conclude">
                {draft.amends === null ? t.conclude : t.concludeAmendment}
              </Button>
              <Button kind="quiet" name="do" value="discard">
                {t.discard}
              </Button>
            </div>
          ) : null}
        </form>
        <aside class="draft-panel" aria-labelledby="krav">
          <h2 id="krav">{requirementTexts[locale].title}</h2>
          <div id="requirements" aria-live="polite">
            <Panel draft={draft} locale={locale} />
          </div>
        </aside>
      </div>
    </>,
  );
}

const Closed: FC<{ draft: DraftView; locale: Locale }> = ({ draft, locale }) => {
  const t = draftTexts[locale];
  if (draft.state === 'open') return draft.mine ? null : <Notice>{t.readOnly(draft.author)}</Notice>;
  return (
    <Notice>
      {t.closed[draft.state]}{' '}
      {draft.agreementId === null ? null : <a href={`/avtal/${draft.agreementId}`}>{t.toAgreement}</a>}
    </Notice>
  );
};
