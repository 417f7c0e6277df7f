import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { z } from 'zod';
import { cleanFile } from '../../platform/clean-file.server.ts';
import { Problem } from '../../platform/problem.ts';
import { clientAddress } from '../../shell/client-address.server.ts';
import { type Http, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { sayRetryAfter } from '../../shell/retry.ts';
import { Button, Notice } from '../../ui/components.tsx';
import { Input, TextArea } from '../../ui/fields.tsx';
import { formatMoment } from '../../ui/format.ts';
import {
  addDocument,
  addInformation,
  askForLanguage,
  followByMail,
  sayNotSolved,
  saySolved,
} from '../commands/citizen.server.ts';
import { type Asker, asCitizen } from '../commands/take-step.server.ts';
import { type Found, findFollowed, followedView, tokenOf } from '../follow.server.ts';
import { readCode, readReference } from '../reference.server.ts';
import { followTexts } from '../texts/follow-texts.ts';
import { handOverErrorText } from '../texts/refusal-texts.ts';
import { AnswerIn, Answers, HERE, MailForm, Now, Solved } from './follow-parts.tsx';

const COOKIE = 'samtjanst.folj';
/** A screen at an office or a library is left: the matter closes itself after half an hour. */
const KEPT = 1800;

/** GET /folj: reference and code. */
export async function showFollow(c: Http) {
  return entrance(c, null, c.req.query('referens') ?? '');
}

/** POST /folj: opens the matter, and keeps it in a cookie of this path for half an hour. */
export async function followAction(c: Http) {
  const form = await readForm(c, z.object({ reference: z.string().max(200), code: z.string().max(200) }));
  if (!form.ok) return entrance(c, { is: 'wrong' }, '');
  return openWith(c, form.data);
}

/** GET /folj/:secret: the link of the receipt. The secret leaves the address at once. */
export async function followLink(c: Http) {
  return openWith(c, tokenOf(c.req.param('secret') ?? ''));
}

async function openWith(c: Http, typed: { readonly reference: string; readonly code: string }) {
  const { database, clock, auth } = c.get('services');
  const found = await findFollowed(database.pool, typed, clientAddress(c), clock());
  if (found.is !== 'found') return entrance(c, found, typed.reference);
  const token = `${readReference(typed.reference)}.${readCode(typed.code)}`;
  setCookie(c, COOKIE, token, {
    path: '/folj',
    httpOnly: true,
    sameSite: 'Lax',
    maxAge: KEPT,
    secure: (auth.options.baseURL ?? '').startsWith('https:'),
  });
  return c.redirect(HERE, 303);
}

/** GET /folj/arende */
export async function showFollowed(c: Http) {
  const id = await openedId(c);
  return id === null ? c.redirect('/folj', 303) : matterPage(c, id, null);
}

const Asked = z.discriminatedUnion('do', [
  z.object({ do: z.literal('add'), text: z.string().trim().max(4000).default(''), key: z.uuid().optional() }),
  z.object({ do: z.literal('language'), answerIn: z.enum(['plain', 'en', 'usual']) }),
  z.object({ do: z.literal('solved') }),
  z.object({ do: z.literal('not-solved'), text: z.string().trim().min(1).max(4000) }),
  z.object({ do: z.literal('mail'), address: z.string().trim().max(200).pipe(z.email()) }),
  z.object({ do: z.literal('no-mail') }),
  z.object({ do: z.literal('leave') }),
]);

/** POST /folj/arende: what the person does. */
export async function followedAction(c: Http) {
  const id = await openedId(c);
  if (id === null) return c.redirect('/folj', 303);
  const locale = c.get('locale');
  const t = followTexts[locale];
  const form = await readForm(c, Asked);
  if (!form.ok) {
    const wrong = form.given.do === 'mail' ? t.notMail : t.required;
    return matterPage(c, id, { wrong, given: form.given });
  }
  const asked = form.data;
  if (asked.do === 'leave') {
    deleteCookie(c, COOKIE, { path: '/folj' });
    return c.redirect('/folj', 303);
  }
  const { database, clock } = c.get('services');
  const asker = asCitizen({ pool: database.pool, clock }, id);
  try {
    if (asked.do === 'add') await add(c, asker, id, asked);
    if (asked.do === 'language')
      await askForLanguage(asker, id, asked.answerIn === 'usual' ? null : asked.answerIn);
    if (asked.do === 'solved') await saySolved(asker, id);
    if (asked.do === 'not-solved') await sayNotSolved(asker, id, asked.text);
    if (asked.do === 'mail') await followByMail(asker, id, asked.address, locale);
    if (asked.do === 'no-mail') await followByMail(asker, id, null, locale);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const code = error.errors[0]?.code ?? String(error.facts.reason);
    if (error.code !== 'not-possible' && error.code !== 'invalid') throw error;
    // What the person adds is taken more narrowly than what an office does: a photo without what it says of where it was taken.
    const wrong =
      t.fileRefused[code as keyof typeof t.fileRefused] ??
      handOverErrorText(code, error.facts, locale) ??
      t.required;
    return matterPage(c, id, { wrong, given: asked.do === 'add' ? { do: 'add', text: asked.text } : {} });
  }
  return c.redirect(`${HERE}?sparat=1`, 303);
}

/** What the person adds: words, a document, or both. */
async function add(
  c: Http,
  asker: Asker,
  id: string,
  { text, key }: { readonly text: string; readonly key?: string | undefined },
): Promise<void> {
  const { file } = await c.req.parseBody();
  // A browser sends an empty file without a name where none was chosen.
  const chosen = file instanceof File && (file.size > 0 || file.name !== '') ? file : null;
  if (text === '' && chosen === null) throw new Problem('invalid', {}, [{ field: 'text', code: 'required' }]);
  if (chosen !== null) {
    const clean = await cleanFile(chosen.name, new Uint8Array(await chosen.arrayBuffer()));
    if (typeof clean === 'string') throw new Problem('invalid', {}, [{ field: 'file', code: clean }]);
    await addDocument(asker, id, { file: clean, text, key });
    return;
  }
  await addInformation(asker, id, text, key);
}

async function openedId(c: Http): Promise<string | null> {
  const token = getCookie(c, COOKIE);
  if (token === undefined) return null;
  const { database, clock } = c.get('services');
  const found = await findFollowed(database.pool, tokenOf(token), clientAddress(c), clock());
  return found.is === 'found' ? found.id : null;
}

function entrance(c: Http, told: Exclude<Found, { readonly is: 'found' }> | null, reference: string) {
  const t = followTexts[c.get('locale')];
  const status = told === null ? 200 : told.is === 'wrong' ? 404 : 429;
  return page(
    c,
    { title: t.title, width: 'text', status, head: <meta name="robots" content="noindex" /> },
    <>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      {told === null ? null : (
        <Notice kind="wrong" focus>
          {told.is === 'wrong' ? t.wrong : `${t.tooMany} ${sayRetryAfter(c, told.retryAfter)}`}
        </Notice>
      )}
      <form method="post" action="/folj" class="stack follow-form">
        <Input
          name="reference"
          label={t.reference}
          help={t.referenceHelp}
          size={12}
          required
          value={reference.slice(0, 20)}
        />
        <Input name="code" label={t.code} help={t.codeHelp} size={14} required />
        <Button>{t.open}</Button>
      </form>
    </>,
  );
}

async function matterPage(
  c: Http,
  id: string,
  told: { readonly wrong: string; readonly given: Readonly<Record<string, string>> } | null,
) {
  const locale = c.get('locale');
  const t = followTexts[locale];
  const { database, clock } = c.get('services');
  const view = await followedView(database.pool, id);
  const given = told?.given ?? {};
  const ended = view.state === 'closed' || view.state === 'rerouted';
  const mayReopen = view.state === 'answered' || view.state === 'closed';
  return page(
    c,
    {
      title: `${t.yourMatter} ${view.reference}`,
      width: 'text',
      status: told === null ? 200 : 422,
      head: <meta name="robots" content="noindex" />,
    },
    <>
      <p class="crumb">{t.yourMatter}</p>
      <h1>
        {locale === 'sv' ? view.taskSv : view.taskEn} <span class="quiet">{view.reference}</span>
      </h1>
      {told === null ? null : (
        <Notice kind="wrong" focus>
          {told.wrong}
        </Notice>
      )}
      {c.req.query('sparat') === undefined || told !== null ? null : <Notice kind="good">{t.saved}</Notice>}
      <Now view={view} now={clock()} locale={locale} />
      <Answers view={view} locale={locale} />
      {mayReopen ? <Solved solved={view.solved === true} given={given} locale={locale} /> : null}
      {ended || view.state === 'answered' ? null : (
        <form method="post" action={HERE} enctype="multipart/form-data" class="stack follow-form">
          <input type="hidden" name="do" value="add" />
          <input type="hidden" name="key" value={crypto.randomUUID()} />
          <TextArea
            name="text"
            label={t.add}
            help={t.addHelp}
            rows={4}
            maxlength={4000}
            value={given.do === 'add' ? given.text : undefined}
          />
          <Input name="file" label={t.file} type="file" accept=".pdf,image/jpeg,image/png,image/webp" />
          <Button kind="quiet">{t.send}</Button>
        </form>
      )}
      {ended || view.state === 'answered' ? null : <AnswerIn view={view} locale={locale} />}
      <section aria-labelledby="hant">
        <h2 id="hant">{t.happened}</h2>
        <ol class="thread">
          {view.events
            .filter(({ kind }) => kind in t.event)
            .map((event) => (
              <li class="thread-event">
                <p>{t.event[event.kind as keyof typeof t.event](view.office, event.authority)}</p>
                <p class="thread-by quiet">
                  <time datetime={event.at}>{formatMoment(Temporal.Instant.from(event.at))}</time>
                </p>
                {event.message?.kind === 'information' ? (
                  <p class="hand-over-text">{event.message.text}</p>
                ) : null}
              </li>
            ))}
        </ol>
      </section>
      <MailForm view={view} given={given} locale={locale} />
      <form method="post" action={HERE}>
        <input type="hidden" name="do" value="leave" />
        <button class="link" type="submit">
          {t.leave}
        </button>
      </form>
    </>,
  );
}
