import type { FC } from 'hono/jsx';
import { findTasks, type TaskChoice } from '../../contacts/queries.server.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { sql, unscoped } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { blankIsAbsent, contextOf, type Http, readForm, uuidParam } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { shellTexts } from '../../shell/texts.ts';
import { Button, Mark, Notice } from '../../ui/components.tsx';
import { ErrorSummary, type Errors } from '../../ui/fields.tsx';
import type { Locale } from '../../ui/texts.ts';
import { reroute } from '../commands/reroute.server.ts';
import { type HandOverView, handOverView } from '../hand-over-view.server.ts';
import { RerouteSchema } from '../schemas.ts';
import { handOverTexts } from '../texts.ts';
import { fieldSentences, toldOf } from './told.ts';
import { WishFields } from './wish-fields.tsx';

interface Told {
  readonly status: 409 | 422;
  readonly message: string | null;
  readonly errors: Errors;
  readonly given: Readonly<Record<string, string>>;
}

/** GET /overlamningar/:id/vidare: first where it belongs (`?sok=`), then what the new authority is told (`?uppgift=&myndighet=`). */
export async function showReroute(c: Http) {
  return reroutePage(c, uuidParam(c), null);
}

/** POST /overlamningar/:id/vidare */
export async function rerouteAction(c: Http) {
  const id = uuidParam(c);
  const locale = c.get('locale');
  const form = await readForm(c, blankIsAbsent(RerouteSchema));
  if (!form.ok) {
    const errors = fieldSentences(form.errors, locale);
    return reroutePage(c, id, { status: 422, message: null, errors, given: form.given });
  }
  try {
    const made = await reroute(contextOf(c), id, form.data);
    return c.redirect(`/overlamningar/${made.id}?vidare=1`, 303);
  } catch (error) {
    const { message, status } = toldOf(error, locale);
    const errors = error instanceof Problem ? fieldSentences(error.errors, locale) : {};
    const given = Object.fromEntries(Object.entries(form.data).map(([name, value]) => [name, String(value)]));
    return reroutePage(c, id, { status, message, errors, given });
  }
}

async function reroutePage(c: Http, id: string, told: Told | null) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = handOverTexts[locale];
  const r = t.reroute;
  const view = await handOverView(ctx, id);
  if (!view.may.includes('reroute')) return c.redirect(`/overlamningar/${id}`, 303);
  const chosen = await chosenTask(c, told);
  const why = view.events.findLast(({ kind }) => kind === 'returned' || kind === 'refused');
  return page(
    c,
    { title: r.title, width: 'text', status: told?.status ?? 200 },
    <>
      <p class="crumb">
        <a href={`/overlamningar/${id}`}>{view.reference}</a>
      </p>
      <h1>{r.title}</h1>
      <p class="lead">{r.help}</p>
      {told?.message == null ? null : (
        <Notice kind="wrong" focus>
          {told.message}
        </Notice>
      )}
      <ErrorSummary title={shellTexts[locale].form.errorTitle} errors={told?.errors ?? {}} />
      {why === undefined ? null : (
        <blockquote class="hand-over-why">
          <p class="quiet">
            {r.why(view.authority)}
            {why.reasonKind === null ? null : `: ${t.reason[why.reasonKind as keyof typeof t.reason]}`}
          </p>
          {why.message === null ? null : <p class="hand-over-text">{why.message.text}</p>}
        </blockquote>
      )}
      {chosen === null ? (
        <Where id={id} word={c.req.query('sok') ?? ''} hits={await hitsOf(c)} locale={locale} />
      ) : (
        <form method="post" action={`/overlamningar/${id}/vidare`} class="stack">
          <p class="hand-over-to">
            <Mark short={chosen.principalShort} />{' '}
            <strong>{r.to(locale === 'sv' ? chosen.nameSv : chosen.nameEn, chosen.principal)}</strong>{' '}
            <a href={`/overlamningar/${id}/vidare`}>{r.change}</a>
          </p>
          <input type="hidden" name="taskId" value={chosen.taskId} />
          <input type="hidden" name="principalId" value={chosen.principalId} />
          <input type="hidden" name="id" value={told?.given.id ?? crypto.randomUUID()} />
          <WishFields
            given={told?.given ?? sameAsBefore(view)}
            errors={told?.errors ?? {}}
            representations={[]}
            today={swedishDay(ctx.clock())}
            locale={locale}
          />
          <Button>{r.submit}</Button>
        </form>
      )}
    </>,
  );
}

/** What had been told, but not that it may be handed over: that is asked anew for another authority. */
function sameAsBefore({ wants, done, reachBy, reach }: HandOverView) {
  return { wants, done, reachBy, reach };
}

async function hitsOf(c: Http): Promise<readonly TaskChoice[] | null> {
  const word = c.req.query('sok') ?? '';
  return word.trim() === '' ? null : findTasks(contextOf(c), word);
}

/** The task and authority that were chosen; null while none is, or when there is none such. */
async function chosenTask(c: Http, told: Told | null): Promise<TaskChoice | null> {
  const [task, authority] = [
    told?.given.taskId ?? c.req.query('uppgift') ?? '',
    told?.given.principalId ?? c.req.query('myndighet') ?? '',
  ];
  if (!/^\d{1,9}$/.test(task) || !/^\d{1,9}$/.test(authority)) return null;
  const found = await unscoped(contextOf(c).pool).maybe<TaskChoice>(sql`
    select t.id as "taskId", p.id as "principalId", t.name_sv as "nameSv", t.name_en as "nameEn", p.name as principal,
      p.short_name as "principalShort" from task t, authority p where t.id = ${Number(task)} and p.id = ${Number(authority)}`);
  return found ?? null;
}

const Where: FC<{ id: string; word: string; hits: readonly TaskChoice[] | null; locale: Locale }> = ({
  id,
  word,
  hits,
  locale,
}) => {
  const r = handOverTexts[locale].reroute;
  return (
    <section aria-labelledby="vart">
      <h2 id="vart">{r.which}</h2>
      <form method="get" action={`/overlamningar/${id}/vidare`} class="search">
        <label for="sok">{r.search}</label>
        <p class="help" id="sok-help">
          {r.searchHelp}
        </p>
        <div class="search-row">
          <input
            id="sok"
            name="sok"
            type="search"
            value={word}
            maxlength={100}
            autocomplete="off"
            aria-describedby="sok-help"
          />
          <Button kind="quiet">{r.find}</Button>
        </div>
      </form>
      {hits === null ? null : hits.length === 0 ? (
        <p class="empty">{r.noneFound(word.trim())}</p>
      ) : (
        <ul class="hits">
          {hits.map((hit) => (
            <li>
              <a
                class="hit"
                href={`/overlamningar/${id}/vidare?uppgift=${hit.taskId}&myndighet=${hit.principalId}`}
              >
                <Mark short={hit.principalShort} />
                <span>{locale === 'sv' ? hit.nameSv : hit.nameEn}</span>
                <span class="quiet">{hit.principal}</span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};
