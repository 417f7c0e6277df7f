import { z } from 'zod';
import { Problem } from '../../platform/problem.ts';
import { clientAddress } from '../../shell/client-address.server.ts';
import { type Http, originOf, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Button, Notice } from '../../ui/components.tsx';
import { ErrorSummary, Input, TextArea } from '../../ui/fields.tsx';
import { formatMoment } from '../../ui/format.ts';
import { addPhoto, reporterSays } from '../commands/reporter.server.ts';
import { type OwnReport, ownReport, type PublicEvent, type PublicFault } from '../public.server.ts';
import { faultTexts } from '../public-texts.ts';
import { isSecret } from '../reference.server.ts';
import { photoOfBody } from '../staff-queries.server.ts';
import { countTry } from '../tries.server.ts';
import { Facts, History, PlaceMap } from './fault-parts.tsx';
import { sentences, words } from './form.ts';
import { orNotThere } from './not-there.tsx';
import { photoOf, photoResponse } from './photo.server.ts';
import { reportOf } from './status.tsx';

// The reporter's own page, behind the secret link.

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
export const showOwn = (c: Http): Promise<Response> =>
  orNotThere(c, 'link', async () => ownPage(c, await own(c), {}));

interface Own {
  readonly fault: PublicFault;
  readonly events: readonly PublicEvent[];
  readonly mine: OwnReport;
  readonly secret: string;
}

function ownPage(
  c: Http,
  { fault, events, mine, secret }: Own,
  errors: Readonly<Record<string, string>>,
  text = '',
) {
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
            value={text}
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
  return photoInReport(c, fault, mine);
}

/** A photo (`:id`) of a report that the asker has proved to be theirs to see. */
export async function photoInReport(
  c: Http,
  fault: Pick<PublicFault, 'id' | 'bodyId'>,
  { photos }: Pick<OwnReport, 'photos'>,
): Promise<Response> {
  const id = c.req.param('id') ?? '';
  if (!photos.some((photo) => photo.id === id)) throw new Problem('not-found');
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
  const form = await readForm(c, z.object({ text: words(2000).default(''), bild: z.unknown().optional() }));
  const again = (errors: Problem['errors']) =>
    ownPage(c, there, sentences(errors, c.get('locale')), form.ok ? form.data.text : (form.given.text ?? ''));
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
