import type { FC } from 'hono/jsx';
import { contextOf, type Http, uuidParam } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Notice } from '../../ui/components.tsx';
import { formatMoment } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import { contactPageTexts } from '../contact-texts.ts';
import { type ContactView, contactView } from '../contact-view.server.ts';
import { numberOfCall } from '../presence.server.ts';
import { findTasks } from '../queries.server.ts';
import { contactTexts } from '../texts.ts';
import { type ContactRow, openOfMine } from '../work-list.server.ts';
import { workTexts } from '../work-texts.ts';
import type { FormState } from './act-form.tsx';
import { ClosePart, PersonPart, SourcesPart } from './contact-side.tsx';
import { Said, WriteForm } from './contact-writing.tsx';
import { HotkeyButton } from './hotkey-button.tsx';
import { Keys } from './keys.tsx';
import { AddMatter, Hits, Matter } from './matter.tsx';
import { PromisePart } from './promise-part.tsx';
import { pulseBox } from './pulse.tsx';

/** What a form of the page was told, and which: shown in place, with what was given. */
export interface Told extends FormState {
  readonly form: 'text' | 'promise' | 'keep' | 'move' | 'person' | 'source' | 'close' | 'subject' | 'matter';
  readonly errors: Readonly<Record<string, string>>;
}

/** GET /kontakter/:id */
export async function showContact(c: Http) {
  return contactPage(c, uuidParam(c), null);
}

/** GET /kontakter/:id/uppgifter?sok=: the hits while one types. */
export async function searchContactTasks(c: Http) {
  const word = c.req.query('sok') ?? '';
  const hits = await findTasks(contextOf(c), word);
  return c.html(
    <Hits base={`/kontakter/${uuidParam(c)}`} word={word} hits={hits} locale={c.get('locale')} />,
  );
}

/** The page; `shown`: the person with protected data was asked for, and that is in the log. */
export async function contactPage(c: Http, contactId: string, told: Told | null, shown = false) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  const t = contactPageTexts[locale];
  const view = await contactView(ctx, contactId);
  const { visit } = view;
  const open = visit.closedAt === null && view.awayTo === null;
  const base = `/kontakter/${contactId}`;
  const word = c.req.query('sok') ?? '';
  const hits = word === '' || !open ? null : await findTasks(ctx, word);
  const number = await numberOfCall(ctx, contactId);
  const mine = await openOfMine(ctx);
  const props = { base, view, told, locale };
  const writes =
    view.awayTo === null &&
    (open || view.promises.some(({ keptAt, movedAt }) => keptAt === null && movedAt === null));
  return page(
    c,
    {
      title: visit.subject ?? `${workTexts[locale].channel[visit.channel]} ${visit.reference}`,
      status: told?.status ?? 200,
    },
    <>
      <Strip contacts={mine} here={contactId} locale={locale} />
      <Head view={view} actor={ctx.actor.officer?.id ?? 0} base={base} locale={locale} />
      {await c.get('services').aboveContact(c, contactId)}
      {await pulseBox(c, contactId)}
      {c.req.query('upptagen') === undefined ||
      view.takenBy === null ||
      view.takenBy.id === ctx.actor.officer?.id ? null : (
        <Notice kind="wrong" focus>
          {t.taken(view.takenBy.name)}
        </Notice>
      )}
      {told === null || told.form === 'matter' ? null : (
        <Notice kind="wrong" focus>
          {told.message}
        </Notice>
      )}
      <div class="contact">
        <div class="contact-work">
          <section aria-labelledby="sagt">
            <h2 id="sagt">{t.texts.title}</h2>
            <Said texts={view.texts} locale={locale} />
            {writes ? <WriteForm {...props} /> : null}
          </section>
          {await c.get('services').besideContact(c, contactId, view.person?.protected === true && !shown)}
          <ol class="matters" aria-label={contactTexts[locale].visit.matters}>
            {visit.matters.map((matter) => (
              <Matter base={base} visit={visit} matter={matter} told={told} locale={locale} />
            ))}
          </ol>
          {open ? <AddMatter base={base} word={word} hits={hits} locale={locale} /> : null}
          {await c.get('services').mappingOf(c, contactId)}
        </div>
        <aside class="contact-side" aria-label={t.reference}>
          <PromisePart {...props} now={ctx.clock()} me={ctx.actor.officer?.id ?? 0} />
          <PersonPart {...props} number={number} shown={shown} />
          <SourcesPart {...props} />
          <ClosePart {...props} />
        </aside>
      </div>
    </>,
  );
}

/** The contacts that the officer has open, side by side; the one that is shown is marked. */
const Strip: FC<{
  contacts: readonly Pick<ContactRow, 'id' | 'reference' | 'channel' | 'subject'>[];
  here: string;
  locale: Locale;
}> = ({ contacts, here, locale }) => {
  if (contacts.length === 0 || (contacts.length === 1 && contacts[0]?.id === here)) return null;
  const next = contacts[(contacts.findIndex(({ id }) => id === here) + 1) % contacts.length]?.id;
  return (
    <nav class="submenu contact-strip" aria-label={contactPageTexts[locale].openNow}>
      <ul>
        {contacts.map(({ id, channel, subject, reference }) => (
          <li>
            <a
              href={`/kontakter/${id}`}
              aria-current={id === here ? 'page' : undefined}
              data-hotkey={id === next && id !== here ? 'j' : undefined}
            >
              <span class="quiet">{workTexts[locale].channel[channel]}</span>{' '}
              <span class="contact-strip-text">{subject ?? reference}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
};

const Head: FC<{ view: ContactView; actor: number; base: string; locale: Locale }> = ({
  view,
  actor,
  base,
  locale,
}) => {
  const t = contactPageTexts[locale];
  const { visit, takenBy } = view;
  const open = visit.closedAt === null;
  const here = open && view.awayTo === null;
  const came = t.came(workTexts[locale].channel[visit.channel], formatMoment(visit.openedAt));
  return (
    <header class="visit-head contact-head">
      <p class="crumb">
        <a href="/kontakter">{t.back}</a>
      </p>
      <h1>{visit.subject ?? t.noSubject}</h1>
      <p class="quiet">
        <strong class="contact-reference">{visit.reference}</strong> · {came} · {visit.office}
        {here
          ? ` · ${takenBy === null ? t.nobody : takenBy.id === actor ? t.yours : t.has(takenBy.name)}`
          : ''}
        {view.cameBackOf === null ? null : (
          <>
            {' '}
            · {t.cameBackOf} <a href={`/kontakter/${view.cameBackOf.id}`}>{view.cameBackOf.reference}</a>
          </>
        )}
        {view.cameBackAs.map(({ id, reference }) => (
          <>
            {' '}
            · {t.cameBackAs} <a href={`/kontakter/${id}`}>{reference}</a>
          </>
        ))}
      </p>
      <Keys texts={t.keys} shown={SHOWN}>
        <a href="/kontakter/ny" data-hotkey="n" class="sr-only">
          {t.keys.n}
        </a>
      </Keys>
      {here ? <Holding view={view} actor={actor} base={base} locale={locale} /> : null}
      {open ? null : (
        <Notice kind="good">
          {t.closed(visit.closedBy ?? '', formatMoment(visit.closedAt ?? visit.openedAt))}
          {view.outcome === null ? '' : ` ${t.outcome(workTexts[locale].outcome[view.outcome])}`}
        </Notice>
      )}
    </header>
  );
};

const Holding: FC<{ view: ContactView; actor: number; base: string; locale: Locale }> = ({
  view,
  actor,
  base,
  locale,
}) => {
  const t = contactPageTexts[locale];
  const { takenBy, visit } = view;
  return (
    <div class="holding">
      {takenBy === null ? (
        <form method="post" action={`${base}/ta`}>
          <HotkeyButton hotkey="t">{t.take}</HotkeyButton>
        </form>
      ) : takenBy.id === actor ? (
        visit.channel === 'visit' ? null : (
          <form method="post" action={`${base}/lagg-tillbaka`}>
            <button type="submit" class="link">
              {t.putBack}
            </button>
          </form>
        )
      ) : (
        <form method="post" action={`${base}/ta?fran=${takenBy.id}`}>
          <HotkeyButton hotkey="t" kind="quiet">
            {t.takeOver(takenBy.name)}
          </HotkeyButton>
        </form>
      )}
      <details class="subject-edit">
        <summary>{t.subject.change}</summary>
        <form method="post" action={`${base}/amne`}>
          <label for="amne">{t.subject.label}</label>
          <input id="amne" name="subject" value={visit.subject ?? ''} maxlength={300} autocomplete="off" />
          <button type="submit" class="button button--quiet">
            {t.subject.save}
          </button>
        </form>
      </details>
    </div>
  );
};

const SHOWN = {
  a: 'A',
  send: 'Ctrl Enter',
  d: 'D',
  slash: '/',
  t: 'T',
  l: 'L',
  p: 'P',
  k: 'K',
  x: 'X',
  j: 'J',
  n: 'N',
  choose: '1–5',
  show: '?',
} as const;
