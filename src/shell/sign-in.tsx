import { deleteCookie, setCookie } from 'hono/cookie';
import { z } from 'zod';
import { hashPassword, NewAccountSchema, recordFirstAdministrator } from '../access/accounts.server.ts';
import { SESSION_COOKIES, signIn, signOut } from '../access/sign-in.server.ts';
import { inTransaction } from '../platform/database.server.ts';
import { Problem } from '../platform/problem.ts';
import { Button, Notice } from '../ui/components.tsx';
import { ErrorSummary, type Errors, Input } from '../ui/fields.tsx';
import { LOCALES } from '../ui/texts.ts';
import { clientAddress } from './client-address.server.ts';
import { type Http, readForm } from './http.ts';
import { sectionsOf } from './navigation.tsx';
import { page } from './page.tsx';
import { errorTexts } from './problems.tsx';
import { sayRetry } from './retry.ts';
import { StartLines, startLinesOf } from './start-lines.tsx';
import { shellTexts } from './texts.ts';

const Credentials = z.object({
  email: z.string().trim().min(1, { error: 'required' }).max(320, { error: 'too-long' }),
  password: z.string().min(1, { error: 'required' }).max(200, { error: 'too-long' }),
  till: z.string().optional(),
});

/** GET /logga-in */
export async function showSignIn(c: Http) {
  if (c.get('actor') !== null) return c.redirect('/');
  return signInPage(c, 200, {}, {});
}

/** POST /logga-in */
export async function doSignIn(c: Http) {
  const form = await readForm(c, Credentials);
  if (!form.ok) return signInPage(c, 422, form.given, errorTexts(form.errors, c.get('locale')));
  try {
    const { cookies } = await signIn(c.get('services').auth, form.data, clientAddress(c));
    for (const cookie of cookies) c.header('Set-Cookie', cookie, { append: true });
    return c.redirect(localPath(form.data.till), 303);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const text = shellTexts[c.get('locale')].problem[error.code];
    return signInPage(
      c,
      error.status as 401,
      { email: form.data.email },
      { email: [`${text.title}.`, text.help, sayRetry(c, error)].filter(Boolean).join(' ') },
    );
  }
}

/** POST /logga-ut */
export async function doSignOut(c: Http) {
  const token = c.get('token');
  if (token !== null) await signOut(c.get('services').auth, token);
  for (const name of SESSION_COOKIES)
    deleteCookie(c, name, { path: '/', secure: name.startsWith('__Secure') });
  return c.redirect('/logga-in', 303);
}

/** POST /sprak */
export async function chooseLanguage(c: Http) {
  const form = await readForm(c, z.object({ sprak: z.enum(LOCALES), till: z.string().optional() }));
  if (!form.ok) throw new Problem('invalid', {}, form.errors);
  setCookie(c, 'sprak', form.data.sprak, { path: '/', maxAge: 31_536_000, sameSite: 'Lax', httpOnly: true });
  return c.redirect(localPath(form.data.till), 303);
}

/** GET / */
export async function showHome(c: Http) {
  const actor = c.get('actor');
  if (actor === null) return c.redirect('/logga-in');
  const t = shellTexts[c.get('locale')];
  const sections = sectionsOf(actor);
  if (sections[0]?.[0]?.key === 'queue' && actor.officer !== null) return c.redirect('/ko');
  const lines = await startLinesOf(c);
  return page(
    c,
    { title: t.home.title },
    <>
      <h1>{actor.name}</h1>
      {actor.assignments.length === 0 ? (
        <Notice>{t.home.noRoles}</Notice>
      ) : (
        <p class="lead">{[...new Set(actor.assignments.map((a) => t.roles[a.role]))].join(' · ')}</p>
      )}
      <StartLines lines={lines} />
      <ul class="start">
        {sections.map((section) => (
          <li class="start-section">
            {section.map(({ key, href }) => (
              <a href={href}>
                {t.nav[key]}
                <span class="card-purpose">{t.purpose[key]}</span>
              </a>
            ))}
          </li>
        ))}
      </ul>
    </>,
  );
}

const FirstRun = NewAccountSchema.extend({ code: z.string().trim().min(1, { error: 'required' }) });

/** GET /forsta-start */
export async function showFirstRun(c: Http) {
  if (c.get('services').firstRunCode === null) return c.redirect('/logga-in');
  return firstRunPage(c, 200, { code: c.req.query('kod') ?? '' }, {});
}

/** POST /forsta-start: works once, for whoever can read the terminal that the program was started in. */
export async function doFirstRun(c: Http) {
  const services = c.get('services');
  if (services.firstRunCode === null) return c.redirect('/logga-in', 303);
  const locale = c.get('locale');
  const form = await readForm(c, FirstRun);
  if (!form.ok) return firstRunPage(c, 422, form.given, errorTexts(form.errors, locale));
  if (form.data.code !== services.firstRunCode) {
    const { password: _, ...given } = form.data;
    return firstRunPage(c, 422, given, { code: shellTexts[locale].firstRun.wrongCode });
  }
  const passwordHash = await hashPassword(services.auth, form.data.password);
  await inTransaction(services.database.pool, { registers: true }, (db) =>
    recordFirstAdministrator(db, { ...form.data, passwordHash }),
  );
  services.firstRunCode = null;
  const { cookies } = await signIn(services.auth, form.data, clientAddress(c));
  for (const cookie of cookies) c.header('Set-Cookie', cookie, { append: true });
  return c.redirect('/', 303);
}

function signInPage(c: Http, status: 200 | 401 | 422 | 429, given: Record<string, string>, errors: Errors) {
  const t = shellTexts[c.get('locale')];
  return page(
    c,
    { title: t.signIn, status, width: 'text' },
    <div class="narrow">
      <h1>{t.signIn}</h1>
      <ErrorSummary title={t.form.errorTitle} errors={errors} />
      <form method="post" action="/logga-in" class="stack">
        <input type="hidden" name="till" value={given.till ?? c.req.query('till') ?? ''} />
        <Input
          name="email"
          type="email"
          label={t.email}
          value={given.email}
          error={errors.email}
          required
          autocomplete="username"
        />
        <Input
          name="password"
          type="password"
          label={t.password}
          error={errors.password}
          required
          autocomplete="current-password"
        />
        <Button>{t.signIn}</Button>
      </form>
      <p class="calendar-part">
        <a href="/hitta">{t.toOffices}</a>
      </p>
    </div>,
  );
}

function firstRunPage(c: Http, status: 200 | 422, given: Record<string, string>, errors: Errors) {
  const t = shellTexts[c.get('locale')];
  const f = t.firstRun;
  return page(
    c,
    { title: f.title, status, width: 'text' },
    <div class="narrow">
      <h1>{f.title}</h1>
      <p class="lead">{f.intro}</p>
      <ErrorSummary title={t.form.errorTitle} errors={errors} />
      <form method="post" action="/forsta-start" class="stack">
        <Input name="code" label={f.code} help={f.codeHelp} value={given.code} error={errors.code} required />
        <Input
          name="name"
          label={f.name}
          value={given.name}
          error={errors.name}
          required
          autocomplete="name"
        />
        <Input
          name="email"
          type="email"
          label={t.email}
          value={given.email}
          error={errors.email}
          required
          autocomplete="username"
        />
        <Input
          name="password"
          type="password"
          label={t.password}
          help={f.passwordHelp}
          error={errors.password}
          required
          autocomplete="new-password"
        />
        <Button>{f.submit}</Button>
      </form>
    </div>,
  );
}

/**
 * Only a path of our own: an address from outside would make the sign-in page a springboard to anywhere. Control
 * characters and backslashes are refused, because browsers drop or turn them.
 */
function localPath(given: string | undefined): string {
  return given !== undefined && /^\/(?!\/)[^\p{Cc}\s\\]*$/u.test(given) ? given : '/';
}
