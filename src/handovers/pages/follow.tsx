import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { FC } from 'hono/jsx';
import { z } from 'zod';
import { swedishDay } from '../../kernel/plain-date.ts';
import { cleanFile } from '../../platform/clean-file.server.ts';
import { Problem } from '../../platform/problem.ts';
import { clientAddress } from '../../shell/client-address.server.ts';
import { type Http, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Button, Notice } from '../../ui/components.tsx';
import { Input, TextArea } from '../../ui/fields.tsx';
import { formatMoment } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import {
  addDocument,
  addInformation,
  followByMail,
  sayNotSolved,
  saySolved,
} from '../commands/citizen.server.ts';
import { asCitizen } from '../commands/take-step.server.ts';
import { dayText } from '../due-text.ts';
import { type Followed, findFollowed, followedView, tokenOf } from '../follow.server.ts';
import { readCode, readReference } from '../reference.server.ts';
import { lateness } from '../rules/deadlines.ts';
import { followTexts } from '../texts/follow-texts.ts';
import { handOverErrorText } from '../texts/refusal-texts.ts';

const COOKIE = 'samtjanst.folj';
/** A screen at an office or a library is left: the matter closes itself after half an hour. */
const KEPT = 1800;
const HERE = '/folj/arende';

/** GET /folj: reference and code. */
export async function showFollow(c: Http) {
  return entrance(c, null, c.req.query('referens') ?? '');
}

/** POST /folj: opens the matter, and keeps it in a cookie of this path for half an hour. */
export async function followAction(c: Http) {
  const form = await readForm(c, z.object({ reference: z.string().max(200), code: z.string().max(200) }));
  if (!form.ok) return entrance(c, 'wrong', '');
  return openWith(c, form.data);
}

/** GET /folj/:secret: the link of the receipt. The secret leaves the address at once. */
export async function followLink(c: Http) {
  return openWith(c, tokenOf(c.req.param('secret') ?? ''));
}

async function openWith(c: Http, typed: { readonly reference: string; readonly code: string }) {
  const { database, clock, auth } = c.get('services');
  const found = await findFollowed(database.pool, typed, clientAddress(c), clock());
  if (found.is !== 'found') return entrance(c, found.is, typed.reference);
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
  z.object({ do: z.literal('add'), text: z.string().trim().min(1).max(4000) }),
  z.object({
    do: z.literal('document'),
    file: z.instanceof(File),
    what: z.string().trim().max(200).default(''),
    key: z.uuid(),
  }),
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
    const wrong = form.given.do === 'mail' ? t.notMail : form.given.do === 'document' ? t.noFile : t.required;
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
    if (asked.do === 'add') await addInformation(asker, id, asked.text);
    if (asked.do === 'document') {
      const { what, key } = asked;
      const file = await cleanFile(asked.file.name, new Uint8Array(await asked.file.arrayBuffer()));
      if (typeof file === 'string') return matterPage(c, id, { wrong: t.badFile[file], given: { what } });
      await addDocument(asker, id, { file, what, key });
    }
    if (asked.do === 'solved') await saySolved(asker, id);
    if (asked.do === 'not-solved') await sayNotSolved(asker, id, asked.text);
    if (asked.do === 'mail') await followByMail(asker, id, asked.address, locale);
    if (asked.do === 'no-mail') await followByMail(asker, id, null, locale);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'not-possible') throw error;
    const wrong = handOverErrorText(String(error.facts.reason), error.facts, locale) ?? t.required;
    return matterPage(c, id, { wrong, given: {} });
  }
  return c.redirect(`${HERE}?sparat=1`, 303);
}

async function openedId(c: Http): Promise<string | null> {
  const token = getCookie(c, COOKIE);
  if (token === undefined) return null;
  const { database, clock } = c.get('services');
  const found = await findFollowed(database.pool, tokenOf(token), clientAddress(c), clock());
  return found.is === 'found' ? found.id : null;
}

function entrance(c: Http, told: 'wrong' | 'too-many' | null, reference: string) {
  const t = followTexts[c.get('locale')];
  const status = told === null ? 200 : told === 'wrong' ? 404 : 429;
  return page(
    c,
    { title: t.title, width: 'text', status, head: <meta name="robots" content="noindex" /> },
    <>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      {told === null ? null : (
        <Notice kind="wrong" focus>
          {told === 'wrong' ? t.wrong : t.tooMany}
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
      {mayReopen && view.solved !== true ? <Solved given={given} locale={locale} /> : null}
      {view.solved === true ? <p>{t.thanks}</p> : null}
      {ended || view.state === 'answered' ? null : (
        <form method="post" action={HERE} class="stack follow-form">
          <input type="hidden" name="do" value="add" />
          <TextArea
            name="text"
            label={t.add}
            help={t.addHelp}
            rows={4}
            required
            maxlength={4000}
            value={given.do === 'add' ? given.text : undefined}
          />
          <Button kind="quiet">{t.send}</Button>
        </form>
      )}
      {ended || view.state === 'answered' ? null : <DocumentForm given={given} locale={locale} />}
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

const DocumentForm: FC<{ given: Readonly<Record<string, string>>; locale: Locale }> = ({ given, locale }) => {
  const t = followTexts[locale];
  return (
    <details open={given.what !== undefined}>
      <summary>{t.document}</summary>
      <form method="post" action={HERE} enctype="multipart/form-data" class="stack follow-form">
        <input type="hidden" name="do" value="document" />
        <input type="hidden" name="key" value={crypto.randomUUID()} />
        <Input
          name="file"
          type="file"
          label={t.file}
          help={t.fileHelp}
          accept=".pdf,image/jpeg,image/png,image/webp"
          required
        />
        <Input name="what" label={t.what} value={given.what} />
        <Button kind="quiet">{t.sendFile}</Button>
      </form>
    </details>
  );
};

const Now: FC<{ view: Followed; now: Temporal.Instant; locale: Locale }> = ({ view, now, locale }) => {
  const t = followTexts[locale];
  const today = swedishDay(now);
  const ended = view.state === 'closed' || view.state === 'rerouted';
  const late = lateness(view.dueOn, today).is === 'late';
  return (
    <section
      class={`hand-over-now hand-over-now--${ended ? 'ended' : late ? 'late' : 'ahead'}`}
      aria-label={t.now}
    >
      <p>
        <strong>{t.state[view.state](view.authority, view.office)}</strong>
      </p>
      {ended ? null : (
        <>
          <p>
            {t.responsible(view.responsible === 'receiver' ? view.authority : view.office)}{' '}
            {late ? t.late(dayText(view.dueOn, today, locale)) : t.stepBy(dayText(view.dueOn, today, locale))}
          </p>
          {view.state === 'answered' || view.finalAnswerDue < today ? null : (
            <p>{t.answerBy(dayText(view.finalAnswerDue, today, locale))}</p>
          )}
        </>
      )}
    </section>
  );
};

const Answers: FC<{ view: Followed; locale: Locale }> = ({ view, locale }) => {
  const t = followTexts[locale];
  const answers = view.events.filter(({ message }) => message?.kind.endsWith('-answer'));
  return answers.length === 0 ? null : (
    <section aria-labelledby="svar">
      <h2 id="svar">{t.answers}</h2>
      {answers.toReversed().map((event) => (
        <article class="follow-answer">
          <p class="hand-over-text">{event.message?.text}</p>
          <p class="quiet">
            {event.authority},{' '}
            <time datetime={event.at}>{formatMoment(Temporal.Instant.from(event.at))}</time>
          </p>
        </article>
      ))}
    </section>
  );
};

const Solved: FC<{ given: Readonly<Record<string, string>>; locale: Locale }> = ({ given, locale }) => {
  const t = followTexts[locale];
  return (
    <section aria-labelledby="loste" class="follow-solved">
      <h2 id="loste">{t.solvedQuestion}</h2>
      <form method="post" action={HERE}>
        <input type="hidden" name="do" value="solved" />
        <Button>{t.yes}</Button>
      </form>
      <details open={given.do === 'not-solved'}>
        <summary>{t.no}</summary>
        <form method="post" action={HERE} class="stack follow-form">
          <input type="hidden" name="do" value="not-solved" />
          <TextArea name="text" label={t.whatIsLeft} rows={4} required maxlength={4000} value={given.text} />
          <Button>{t.reopen}</Button>
        </form>
      </details>
    </section>
  );
};

const MailForm: FC<{ view: Followed; given: Readonly<Record<string, string>>; locale: Locale }> = ({
  view,
  given,
  locale,
}) => {
  const t = followTexts[locale];
  return view.followsByMail ? (
    <form method="post" action={HERE}>
      <p>{t.mailOn}</p>
      <input type="hidden" name="do" value="no-mail" />
      <Button kind="quiet">{t.mailStop}</Button>
    </form>
  ) : (
    <details open={given.do === 'mail'}>
      <summary>{t.mail}</summary>
      <form method="post" action={HERE} class="stack follow-form">
        <input type="hidden" name="do" value="mail" />
        <Input
          name="address"
          label={t.address}
          help={t.mailHelp}
          type="email"
          required
          value={given.address}
        />
        <Button kind="quiet">{t.mailSave}</Button>
      </form>
    </details>
  );
};
