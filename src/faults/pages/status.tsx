import type { FC } from 'hono/jsx';
import { z } from 'zod';
import { type PlainDate, swedishDay } from '../../kernel/plain-date.ts';
import { Problem } from '../../platform/problem.ts';
import { clientAddress } from '../../shell/client-address.server.ts';
import { type Http, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Badge, Button, Notice } from '../../ui/components.tsx';
import { ErrorSummary, Input, TextArea } from '../../ui/fields.tsx';
import { formatDay, formatMoment, formatNumber } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import { addPhoto, reporterSays } from '../commands/reporter.server.ts';
import { viewOf } from '../map.server.ts';
import {
  type OwnReport,
  ownReport,
  type PublicEvent,
  type PublicFault,
  publicPhoto,
  statusOf,
} from '../public.server.ts';
import { faultTexts } from '../public-texts.ts';
import { isSecret, readReference } from '../reference.server.ts';
import { publicText } from '../rules/public-text.ts';
import { photoOfBody } from '../staff-queries.server.ts';
import type { CloseKind } from '../states.ts';
import { countTry, mayGuess } from '../tries.server.ts';
import { FaultMap } from './map.tsx';
import { photoOf } from './photo.server.ts';
import { originOf, sentences, words } from './report-form.tsx';

/** The report of an address; who tries too many that are none is stopped. Throws Problem `not-found`, `too-many-tries`. */
async function reportOf(c: Http) {
  const { database, clock } = c.get('services');
  const reference = readReference(c.req.param('reference') ?? '');
  if (reference === null) throw new Problem('not-found');
  await mayGuess(database.pool, clientAddress(c), clock());
  const status = await statusOf(database.pool, reference);
  if (status === null) {
    await countTry(database.pool, 'guess', clientAddress(c), clock());
    throw new Problem('not-found');
  }
  return status;
}

/** GET /felanmalan/:reference: what everybody may see. */
export async function showStatus(c: Http): Promise<Response> {
  const { fault, events } = await reportOf(c);
  const locale = c.get('locale');
  const t = faultTexts[locale];
  return page(
    c,
    { title: `${fault.name[locale]}, ${fault.reference}`, width: 'text' },
    <>
      {c.req.query('foljer') === undefined ? null : (
        <Notice kind="good" focus>
          {t.status.followed}
        </Notice>
      )}
      <h1>{fault.name[locale]}</h1>
      <Facts fault={fault} locale={locale} />
      {fault.description === '' ? null : (
        <>
          <h2>{t.status.description}</h2>
          <p class="fault-words">{publicText(fault.description)}</p>
        </>
      )}
      {fault.photoId === null ? null : (
        <img
          class={`fault-photo fault-photo--${fault.photoTurned}`}
          src={`/felanmalan/bild/${fault.photoId}`}
          alt={t.status.photo}
        />
      )}
      <History events={events} locale={locale} />
      <PlaceMap fault={fault} locale={locale} />
      {fault.state === 'closed' ? null : (
        <form method="post" action={`/felanmalan/${fault.reference}/folj`} class="fault-number">
          <Input
            name="epost"
            type="email"
            label={`${t.form.followEmail} (${t.form.optional})`}
            autocomplete="email"
          />
          <Button kind="quiet">{t.status.follow}</Button>
        </form>
      )}
      <p>
        <a href="/felanmalan">{t.status.another}</a>
      </p>
    </>,
  );
}

export const StateBadge: FC<{ fault: Pick<PublicFault, 'state' | 'closeKind'>; locale: Locale }> = ({
  fault,
  locale,
}) => (
  <Badge kind={fault.state === 'closed' ? 'quiet' : fault.state === 'started' ? 'good' : 'neutral'}>
    {faultTexts[locale].status.state[fault.state]}
  </Badge>
);

const Facts: FC<{ fault: PublicFault; locale: Locale }> = ({ fault, locale }) => {
  const t = faultTexts[locale];
  const said =
    fault.state !== 'closed' && fault.saidByReporter === 'denied'
      ? t.status.denied
      : fault.saidByReporter === 'confirmed'
        ? t.status.confirmed
        : fault.closeKind === 'fixed'
          ? t.status.notConfirmed
          : null;
  return (
    <>
      <p class="fault-state">
        <StateBadge fault={fault} locale={locale} />{' '}
        {fault.closeKind === null ? null : <>{t.close[fault.closeKind]}.</>} {said}
      </p>
      <dl class="facts">
        <dt>{t.status.number}</dt>
        <dd>
          <strong class="fault-ref">{fault.reference}</strong>
        </dd>
        <dt>{t.status.body}</dt>
        <dd>{fault.body}</dd>
        {fault.place === '' ? null : (
          <>
            <dt>{t.status.place}</dt>
            <dd>{fault.place}</dd>
          </>
        )}
        <dt>{t.status.received}</dt>
        <dd>{formatDay(swedishDay(fault.receivedAt), locale)}</dd>
        {fault.expectedOn === null || fault.state === 'closed' ? null : (
          <>
            <dt>{t.status.expected}</dt>
            <dd>{formatDay(fault.expectedOn as PlainDate, locale)}</dd>
          </>
        )}
        {fault.duplicateOf === null ? null : (
          <>
            <dt>{t.status.duplicate}</dt>
            <dd>
              <a href={`/felanmalan/${fault.duplicateOf}`}>{fault.duplicateOf}</a>
            </dd>
          </>
        )}
      </dl>
      {fault.followers === 0 ? null : <p>{t.status.followers(formatNumber(fault.followers, locale))}</p>}
    </>
  );
};

/** What an event says, in a line. */
export function eventText(
  { kind, details, body }: Pick<PublicEvent, 'kind' | 'details' | 'body'>,
  locale: Locale,
): string {
  const t = faultTexts[locale];
  const says = t.event[kind as keyof typeof t.event] as (of: string) => string;
  if (kind === 'closed') return says(t.close[details.kind as CloseKind] ?? '');
  const line = says(body);
  const day = typeof details.expectedOn === 'string' ? details.expectedOn : null;
  return day === null ? line : `${line}. ${t.status.expected}: ${formatDay(day as PlainDate, locale)}`;
}

const History: FC<{ events: readonly PublicEvent[]; locale: Locale }> = ({ events, locale }) => (
  <>
    <h2>{faultTexts[locale].status.history}</h2>
    <ol class="fault-history">
      {events.map((event) => (
        <li>
          <time>{formatMoment(event.at)}</time>
          <p>{eventText(event, locale)}</p>
          {event.words === '' ? null : <p class="fault-words">{event.words}</p>}
        </li>
      ))}
    </ol>
  </>
);

const PlaceMap: FC<{ fault: PublicFault; locale: Locale }> = ({ fault, locale }) => {
  if (fault.latitude === null || fault.longitude === null || fault.municipality === null) return null;
  const point = { latitude: fault.latitude, longitude: fault.longitude };
  const view = viewOf(fault.municipality, point, 1);
  if (view === null) return null;
  const t = faultTexts[locale];
  return (
    <FaultMap
      view={view}
      municipality={fault.municipality}
      marks={[{ ...point, kind: 'here', title: fault.reference }]}
      credit={t.where.credit}
    />
  );
};

/** GET /felanmalan/bild/:id: a photo that the body has shown to everybody. */
export async function showPublicPhoto(c: Http): Promise<Response> {
  const id = c.req.param('id') ?? '';
  const photo = z.uuid().safeParse(id).success
    ? await publicPhoto(c.get('services').database.pool, id)
    : null;
  if (photo === null) throw new Problem('not-found');
  return photoResponse(c, photo);
}

export function photoResponse(
  c: Http,
  { mediaType, content }: { mediaType: string; content: Buffer },
): Response {
  return c.body(new Uint8Array(content), 200, {
    'content-type': mediaType,
    'content-disposition': 'inline',
    'x-content-type-options': 'nosniff',
  });
}

async function own(c: Http) {
  const status = await reportOf(c);
  const secret = c.req.param('secret') ?? '';
  const { database, clock } = c.get('services');
  const mine = isSecret(secret) ? await ownReport(database.pool, status.fault.reference, secret) : null;
  if (mine === null) {
    await countTry(database.pool, 'guess', clientAddress(c), clock());
    throw new Problem('not-found');
  }
  return { ...status, mine, secret };
}

/** GET /felanmalan/:reference/:secret: the reporter's own page. */
export async function showOwn(c: Http): Promise<Response> {
  return ownPage(c, await own(c), {});
}

interface Own {
  readonly fault: PublicFault;
  readonly events: readonly PublicEvent[];
  readonly mine: OwnReport;
  readonly secret: string;
}

function ownPage(c: Http, { fault, events, mine, secret }: Own, errors: Readonly<Record<string, string>>) {
  const locale = c.get('locale');
  const t = faultTexts[locale];
  const address = `/felanmalan/${fault.reference}/${secret}`;
  const isNew = c.req.query('ny') !== undefined;
  const said = c.req.query('sagt');
  const news =
    said === 'ja'
      ? t.mine.thanksYes
      : said === 'nej'
        ? t.mine.thanksNo
        : said === 'mer'
          ? t.mine.added
          : null;
  return page(
    c,
    {
      title: isNew ? t.thanks.title : t.mine.title,
      width: 'text',
      status: Object.keys(errors).length > 0 ? 422 : 200,
    },
    <>
      <h1>{isNew ? t.thanks.title : t.mine.title}</h1>
      <ErrorSummary title={t.mine.add} errors={errors} />
      {news === null ? null : (
        <Notice kind="good" focus>
          {news}
        </Notice>
      )}
      {isNew ? (
        <>
          <p class="lead">{t.thanks.lead(fault.body)}</p>
          <section class="fault-link">
            <h2>{t.thanks.link}</h2>
            <p>
              <a href={address}>{`${originOf(c)}${address}`}</a>
            </p>
            <p>{t.thanks.linkHelp}</p>
            <p>
              {t.thanks.public}: <a href={`/felanmalan/${fault.reference}`}>{fault.reference}</a>
            </p>
          </section>
        </>
      ) : null}
      <h2>{fault.name[locale]}</h2>
      <Facts fault={fault} locale={locale} />
      {fault.state === 'closed' && fault.saidByReporter !== 'confirmed' ? (
        <section class="fault-fixed">
          <h2>{t.mine.isItFixed}</h2>
          <form method="post" action={`${address}/svar`} class="fault-form">
            <TextArea name="ord" label={`${t.mine.noWords} (${t.form.optional})`} rows={2} maxlength={2000} />
            <div class="fault-buttons">
              <Button name="svar" value="nej">
                {t.mine.no}
              </Button>
              <Button kind="quiet" name="svar" value="ja">
                {t.mine.yes}
              </Button>
            </div>
          </form>
        </section>
      ) : null}
      <h2>{t.mine.said}</h2>
      <p class="fault-words">{mine.description}</p>
      {mine.said.map(({ at, words: text }) => (
        <p class="fault-words">
          <time>{formatMoment(at)}</time> {text}
        </p>
      ))}
      {mine.photos.length === 0 ? null : (
        <div class="fault-photos">
          {mine.photos.map(({ id, orientation }) => (
            <img
              class={`fault-photo fault-photo--${orientation}`}
              src={`${address}/bild/${id}`}
              alt={t.status.photo}
            />
          ))}
        </div>
      )}
      <History events={events} locale={locale} />
      <details open={errors.text !== undefined || errors.bild !== undefined}>
        <summary>{t.mine.add}</summary>
        <form method="post" action={`${address}/mer`} enctype="multipart/form-data" class="fault-form">
          <TextArea
            name="text"
            label={t.mine.addWords}
            help={t.mine.addHelp}
            rows={3}
            maxlength={2000}
            error={errors.text}
          />
          {mine.photos.length >= 3 ? null : (
            <Input
              name="bild"
              type="file"
              label={`${t.mine.photo} (${t.form.optional})`}
              help={t.form.photoHelp}
              accept="image/jpeg,image/png,image/webp"
              error={errors.bild}
            />
          )}
          <Button>{t.mine.addSend}</Button>
        </form>
      </details>
      <PlaceMap fault={fault} locale={locale} />
    </>,
  );
}

/** GET /felanmalan/:reference/:secret/bild/:id */
export async function showOwnPhoto(c: Http): Promise<Response> {
  const { fault, mine } = await own(c);
  const id = c.req.param('id') ?? '';
  if (!mine.photos.some((photo) => photo.id === id)) throw new Problem('not-found');
  const photo = await photoOfBody(c.get('services').database.pool, fault.bodyId, fault.id, id);
  if (photo === null) throw new Problem('not-found');
  return photoResponse(c, photo);
}

/** POST …/svar: it is mended, or it is not. */
export async function fixedAction(c: Http): Promise<Response> {
  const { fault, secret } = await own(c);
  const { database, clock } = c.get('services');
  const form = await readForm(c, z.object({ svar: z.enum(['ja', 'nej']), ord: words(2000).default('') }));
  if (!form.ok) throw new Problem('invalid', {}, form.errors);
  const { svar, ord } = form.data;
  await reporterSays(
    { pool: database.pool, clock },
    { reference: fault.reference, secret },
    svar === 'ja' ? 'confirmed' : 'denied',
    ord,
  );
  return c.redirect(`/felanmalan/${fault.reference}/${secret}?sagt=${svar}`, 303);
}

/** POST …/mer: words and a photo that come later. */
export async function addAction(c: Http): Promise<Response> {
  const there = await own(c);
  const { fault, secret } = there;
  const { database, clock } = c.get('services');
  await countTry(database.pool, 'secret', clientAddress(c), clock());
  const again = (errors: Problem['errors']) => ownPage(c, there, sentences(errors, c.get('locale')));
  const form = await readForm(c, z.object({ text: words(2000).default(''), bild: z.unknown() }));
  if (!form.ok) return again(form.errors);
  const world = { pool: database.pool, clock };
  const reporter = { reference: fault.reference, secret };
  try {
    const photo = await photoOf(form.data.bild);
    if (photo === null && form.data.text === '') return again([{ field: 'text', code: 'required' }]);
    if (photo !== null) await addPhoto(world, reporter, photo);
    if (form.data.text !== '') await reporterSays(world, reporter, 'add', form.data.text);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
    return again(error.errors);
  }
  return c.redirect(`/felanmalan/${fault.reference}/${secret}?sagt=mer`, 303);
}
