import { getCookie, setCookie } from 'hono/cookie';
import { Problem } from '../../platform/problem.ts';
import { clientAddress } from '../../shell/client-address.server.ts';
import type { Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Button, ButtonLink, Notice } from '../../ui/components.tsx';
import { Input } from '../../ui/fields.tsx';
import { Pages } from '../../ui/table.tsx';
import { applicationOfCode } from '../applications.server.ts';
import { draftOf } from '../commands/draft.server.ts';
import { sendByWeb } from '../commands/send.server.ts';
import { applyTexts } from '../public-texts.ts';
import { AUTHORITIES_A_PAGE, formOf, listPublished, type PublishedForm } from '../published.server.ts';
import { readCode } from '../secret.server.ts';
import { countTry } from '../tries.server.ts';
import { decisionFile } from './application.tsx';
import { fillAction, noIndex, type Place, showFilling } from './filling.tsx';
import { ReceiptOf } from './receipt.tsx';

const COOKIE = 'samtjanst.ansokan';
/** A screen at an office or a library is left: the receipt closes itself after half an hour. */
const KEPT = 1800;

/** GET /ansok: what can be applied for, by municipality and authority. */
export async function showApply(c: Http) {
  const locale = c.get('locale');
  const t = applyTexts[locale].list;
  const word = (c.req.query('sok') ?? '').trim().slice(0, 100);
  const asked = Number(c.req.query('sida') ?? 1);
  const at = Number.isSafeInteger(asked) && asked > 0 && asked < 10_000 ? asked : 1;
  const { rows, total, municipality } = await listPublished(c.get('services').database.pool, {
    word,
    page: at,
  });
  return page(
    c,
    { title: t.title, width: 'text' },
    <>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <form method="get" action="/ansok" class="search">
        <label for="sok">{t.search}</label>
        <div class="search-row">
          <input id="sok" name="sok" type="search" value={word} autocomplete="off" maxlength={100} />
          <Button kind="quiet">{t.find}</Button>
        </div>
      </form>
      {rows.length > 0 ? null : (
        <div class="empty">
          <p>
            {municipality !== null
              ? t.noneOfMunicipality(municipality)
              : word === ''
                ? t.none
                : t.noneFound(word)}
          </p>
          <p>
            <a href="/hitta">{t.offices}</a>
          </p>
        </div>
      )}
      {rows.map(({ authority, forms }) => (
        <section class="apply-authority">
          <h2>{authority}</h2>
          <ul>
            {forms.map(({ slug, titleSv, titleEn }) => (
              <li>
                <a href={`/ansok/${slug}`}>{locale === 'sv' ? titleSv : titleEn}</a>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <Pages
        label={t.pages}
        page={at}
        pages={Math.max(1, Math.ceil(total / AUTHORITIES_A_PAGE))}
        href={(n) => `/ansok?${new URLSearchParams({ sok: word, sida: String(n) })}`}
        previous={t.previous}
        next={t.next}
      />
      <section class="apply-go-on">
        <h2>{t.begun}</h2>
        <p>{t.begunHelp}</p>
        <ButtonLink href="/ansok/fortsatt">{t.goOn}</ButtonLink>
      </section>
    </>,
  );
}

/** The form of the address. Throws Problem `not-found`. */
async function formHere(c: Http): Promise<PublishedForm> {
  const form = await formOf(c.get('services').database.pool, { slug: c.req.param('form') ?? '' });
  if (form === undefined) throw new Problem('not-found');
  return form;
}

function atHome(c: Http, form: PublishedForm): Place {
  const { database, clock, auth } = c.get('services');
  const origin = new URL(auth.options.baseURL ?? 'http://localhost').origin;
  return {
    form,
    action: `/ansok/${form.slug}`,
    matterId: null,
    scope: {},
    head: () => null,
    crumb: (locale) => (
      <p class="crumb">
        <a href="/ansok">{applyTexts[locale].list.title}</a>
      </p>
    ),
    send: (code) => sendByWeb({ pool: database.pool, clock, origin }, form, code),
    receipt: (code) => {
      open(c, code);
      return c.redirect('/ansok/kvitto?ny=1', 303);
    },
  };
}

/** GET /ansok/:form */
export async function showApplyForm(c: Http) {
  const form = await formHere(c);
  const closed = closedPage(c, form);
  return closed ?? showFilling(c, atHome(c, form), { draft: null });
}

/** POST /ansok/:form: review, keep, change, send. Sent twice it is one application. */
export async function applyAction(c: Http) {
  const { database, clock } = c.get('services');
  // Before anything of it is read: who sends too much is not read.
  await countTry(database.pool, 'fill', clientAddress(c), clock());
  const form = await formHere(c);
  return closedPage(c, form) ?? fillAction(c, atHome(c, form));
}

function closedPage(c: Http, form: PublishedForm) {
  if (!form.ended && form.officeId !== null) return null;
  const t = applyTexts[c.get('locale')];
  return page(
    c,
    { title: t.list.title, width: 'text', head: noIndex },
    <>
      <h1>{form.form.title[c.get('locale')]}</h1>
      <Notice>{form.ended ? t.fill.ended : t.fill.atDesks}</Notice>
      <p>
        <a href="/ansok">{t.list.all}</a> · <a href="/hitta">{t.list.offices}</a>
      </p>
    </>,
  );
}

/** GET /ansok/fortsatt */
export function showGoOn(c: Http) {
  return goOnPage(c, false);
}

/** POST /ansok/fortsatt: what was begun, or how what was sent goes. */
export async function goOnAction(c: Http) {
  const body = await c.req.parseBody().catch(() => {
    throw new Problem('invalid');
  });
  return openCode(c, typeof body.kod === 'string' ? body.kod : '');
}

/** GET /ansok/kvitto/:code: the link of the mail. The code leaves the address at once. */
export async function receiptLink(c: Http) {
  return openCode(c, c.req.param('code') ?? '');
}

async function openCode(c: Http, typed: string): Promise<Response> {
  const { database, clock } = c.get('services');
  await countTry(database.pool, 'code', clientAddress(c), clock());
  const code = readCode(typed);
  if (code === null) return goOnPage(c, true);
  const draft = await draftOf(database.pool, code);
  if (draft === undefined) {
    if ((await applicationOfCode(database.pool, code)) === undefined) return goOnPage(c, true);
    open(c, code);
    return c.redirect('/ansok/kvitto', 303);
  }
  // What was begun at a desk goes on there: it belongs to the office's visit.
  if (draft.matterId !== null) return goOnPage(c, true);
  const form = await formOf(database.pool, { id: draft.definitionId });
  if (form === undefined) return goOnPage(c, true);
  return closedPage(c, form) ?? showFilling(c, atHome(c, form), { draft });
}

function goOnPage(c: Http, wrong: boolean) {
  const t = applyTexts[c.get('locale')].goOn;
  return page(
    c,
    { title: t.title, width: 'text', status: wrong ? 404 : 200, head: noIndex },
    <>
      <p class="crumb">
        <a href="/ansok">{applyTexts[c.get('locale')].list.title}</a>
      </p>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      {wrong ? (
        <Notice kind="wrong" focus>
          {t.wrong}
        </Notice>
      ) : null}
      <form method="post" action="/ansok/fortsatt" class="stack">
        <Input name="kod" label={t.code} help={t.codeHelp} size={22} required />
        <Button>{t.open}</Button>
      </form>
    </>,
  );
}

function open(c: Http, code: string): void {
  setCookie(c, COOKIE, code, {
    path: '/ansok/kvitto',
    httpOnly: true,
    sameSite: 'Lax',
    maxAge: KEPT,
    secure: (c.get('services').auth.options.baseURL ?? '').startsWith('https:'),
  });
}

/** GET /ansok/kvitto/beslut.pdf: the decision, for who has the code. */
export async function downloadOwnDecision(c: Http) {
  const code = readCode(getCookie(c, COOKIE) ?? '');
  const application =
    code === null ? undefined : await applicationOfCode(c.get('services').database.pool, code);
  if (application === undefined) return c.redirect('/ansok/fortsatt', 303);
  return decisionFile(c, application);
}

/** GET /ansok/kvitto: what was sent, and what has become of it. */
export async function showReceiptOfCode(c: Http) {
  const code = readCode(getCookie(c, COOKIE) ?? '');
  const application =
    code === null ? undefined : await applicationOfCode(c.get('services').database.pool, code);
  if (code === null || application === undefined) return c.redirect('/ansok/fortsatt', 303);
  const locale = c.get('locale');
  const t = applyTexts[locale].receipt;
  const fresh = c.req.query('ny') !== undefined;
  return page(
    c,
    { title: fresh ? t.sent : t.title, width: 'text', head: noIndex },
    <ReceiptOf application={application} code={code} fresh={fresh} locale={locale} />,
  );
}
