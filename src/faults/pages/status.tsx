import { z } from 'zod';
import { Problem } from '../../platform/problem.ts';
import { clientAddress } from '../../shell/client-address.server.ts';
import type { Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Button, Notice } from '../../ui/components.tsx';
import { Input } from '../../ui/fields.tsx';
import { publicPhoto, statusOf } from '../public.server.ts';
import { faultTexts } from '../public-texts.ts';
import { readReference } from '../reference.server.ts';
import { publicText } from '../rules/public-text.ts';
import { countTry, mayGuess } from '../tries.server.ts';
import { Facts, History, PlaceMap } from './fault-parts.tsx';
import { orNotThere } from './not-there.tsx';
import { photoResponse, shownElsewhere } from './photo.server.ts';

// What everybody may see of a report.

/** The report of an address; who tries too many that are none is stopped. Throws Problem `not-found`, `too-many-tries`. */
export async function reportOf(c: Http) {
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
export const showStatus = (c: Http): Promise<Response> => orNotThere(c, 'report', () => statusPage(c));

async function statusPage(c: Http): Promise<Response> {
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
      {fault.mediaUrl === null ? null : (
        <p>
          <a href={fault.mediaUrl} rel="noreferrer nofollow">
            {t.status.mediaUrl}
          </a>
        </p>
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

/** GET /felanmalan/bild/:id: a photo that the body has shown to everybody. */
export async function showPublicPhoto(c: Http): Promise<Response> {
  const id = c.req.param('id') ?? '';
  const photo = z.uuid().safeParse(id).success
    ? await publicPhoto(c.get('services').database.pool, id)
    : null;
  if (photo === null) throw new Problem('not-found');
  shownElsewhere(c);
  return photoResponse(c, photo);
}
