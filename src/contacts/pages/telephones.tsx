import { z } from 'zod';
import { managedOfficesOf } from '../../access/actor.ts';
import { transaction } from '../../access/context.server.ts';
import { IdText } from '../../kernel/id.schema.ts';
import { theseOffices } from '../../offices/names.server.ts';
import { sql, unscoped } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { blankIsAbsent, contextOf, type Http, readForm } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Button, Notice } from '../../ui/components.tsx';
import { formatMoment } from '../../ui/format.ts';
import { endPhoneSecret, makePhoneSecret, setExtension } from '../commands/phone.server.ts';
import { colleaguesOf } from '../contact-view.server.ts';
import { publicTexts } from '../public-texts.ts';

/** GET /telefoni: a manager connects the telephone systems of their offices. */
export async function showTelephones(c: Http) {
  return telephonesPage(c, null, 200);
}

async function telephonesPage(
  c: Http,
  told: { readonly officeId: number; readonly secret?: string; readonly wrong?: string } | null,
  status: 200 | 422,
) {
  const ctx = contextOf(c);
  const t = publicTexts[c.get('locale')].phone;
  const managed = managedOfficesOf(ctx.actor);
  if (managed.length === 0) throw new Problem('forbidden');
  const offices = await theseOffices(unscoped(ctx.pool), managed);
  const parts = await transaction(ctx, async (db) => {
    const found = [];
    for (const office of offices) {
      const hook = await db.maybe<{ at: Temporal.Instant }>(
        sql`select made_at as at from office_phone_hook where office_id = ${office.id}`,
      );
      const extensions = await db.many<{ officerId: number; extension: string }>(
        sql`select officer_id as "officerId", extension from office_extension where office_id = ${office.id}`,
      );
      found.push({ office, hook, extensions, officers: await colleaguesOf(db, office.id) });
    }
    return found;
  });
  const origin = new URL(c.get('services').auth.options.baseURL ?? c.req.url).origin;
  return page(
    c,
    { title: t.title, width: 'text', status },
    <>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      {parts.map(({ office, hook, extensions, officers }) => (
        <section>
          <h2>{office.name}</h2>
          <p>{hook === undefined ? `${t.notConnected} ${t.first}` : t.connected(formatMoment(hook.at))}</p>
          {told?.officeId === office.id && told.secret !== undefined ? (
            <Notice kind="good" focus>
              <p>{t.secret}</p>
              <p>
                <code>{told.secret}</code>
              </p>
            </Notice>
          ) : null}
          {told?.officeId === office.id && told.wrong !== undefined ? (
            <Notice kind="wrong" focus>
              {told.wrong}
            </Notice>
          ) : null}
          <form method="post" action="/telefoni" class="write-buttons">
            <input type="hidden" name="officeId" value={office.id} />
            <Button kind={hook === undefined ? 'primary' : 'quiet'} name="do" value="make">
              {t.make}
            </Button>
            {hook === undefined ? null : (
              <Button kind="quiet" name="do" value="end">
                {t.end}
              </Button>
            )}
          </form>
          <details>
            <summary>{t.technical}</summary>
            <p>{t.how}</p>
            <pre class="phone-request">
              <code>
                {`POST ${origin}/api/phone/calls\nAuthorization: Bearer …\n\n{"extension": "…", "caller": "…", "callId": "…"}`}
              </code>
            </pre>
          </details>
          <h3>{t.extensions}</h3>
          {officers.length === 0 ? (
            <p class="empty">{t.noOfficers}</p>
          ) : (
            <p class="help">{t.extensionHelp}</p>
          )}
          {officers.map((officer) => (
            <form method="post" action="/telefoni" class="write-row extension">
              <input type="hidden" name="officeId" value={office.id} />
              <input type="hidden" name="officerId" value={officer.id} />
              <div class="field">
                <label for={`anknytning-${office.id}-${officer.id}`}>{officer.name}</label>
                <input
                  id={`anknytning-${office.id}-${officer.id}`}
                  name="extension"
                  value={extensions.find(({ officerId }) => officerId === officer.id)?.extension ?? ''}
                  autocomplete="off"
                  maxlength={60}
                  size={10}
                />
              </div>
              <button
                type="submit"
                class="button button--quiet"
                name="do"
                value="extension"
                aria-label={t.saveOf(officer.name)}
              >
                {t.save}
              </button>
            </form>
          ))}
        </section>
      ))}
    </>,
  );
}

const TelephoneSchema = blankIsAbsent(
  z.object({
    officeId: IdText,
    do: z.enum(['make', 'end', 'extension']),
    officerId: IdText.optional(),
    extension: z
      .string()
      .trim()
      .regex(/^[0-9A-Za-z+*#.@_-]{1,60}$/)
      .optional(),
  }),
);

/** POST /telefoni */
export async function telephonesAction(c: Http) {
  const ctx = contextOf(c);
  const form = await readForm(c, TelephoneSchema);
  if (!form.ok) {
    const wrong = publicTexts[c.get('locale')].phone.wrong;
    return telephonesPage(c, { officeId: Number(form.given.officeId), wrong }, 422);
  }
  const { officeId, officerId, extension = null } = form.data;
  if (form.data.do === 'make')
    return telephonesPage(c, { officeId, secret: await makePhoneSecret(ctx, officeId) }, 200);
  if (form.data.do === 'end') await endPhoneSecret(ctx, officeId);
  else if (officerId !== undefined) await setExtension(ctx, officeId, officerId, extension);
  return c.redirect('/telefoni', 303);
}
