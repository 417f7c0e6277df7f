import type { FC } from 'hono/jsx';
import { contextOf, type Http } from '../../shell/http.ts';
import { Button } from '../../ui/components.tsx';
import type { Locale } from '../../ui/texts.ts';
import { contactPageTexts } from '../contact-texts.ts';
import { lookAt, type RingingCall, ringing } from '../presence.server.ts';
import { workTexts } from '../work-texts.ts';

/** What changes by itself: who else has the contact before them, and whether one's own telephone rings. Asked for again by the script. */
export async function pulseBox(c: Http, contactId: string | null) {
  return (
    <div
      class="pulse"
      aria-live="polite"
      data-pulse={contactId === null ? '/kontakter/puls' : `/kontakter/puls?kontakt=${contactId}`}
    >
      {await pulseOf(c, contactId)}
    </div>
  );
}

/** GET /kontakter/puls?kontakt=: the same as a fragment. */
export async function showPulse(c: Http) {
  const asked = c.req.query('kontakt') ?? '';
  const contactId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(asked) ? asked : null;
  return c.html(<div>{await pulseOf(c, contactId)}</div>);
}

async function pulseOf(c: Http, contactId: string | null) {
  const ctx = contextOf(c);
  const locale = c.get('locale');
  if (ctx.actor.officer === null) return null;
  const others = contactId === null ? [] : await lookAt(ctx, contactId);
  const calls = await ringing(ctx);
  return (
    <>
      {others.length === 0 ? null : (
        <p class="also-here">
          {contactPageTexts[locale].alsoHere(new Intl.ListFormat(locale).format(others))}
        </p>
      )}
      {calls.map((call) => (
        <Call call={call} locale={locale} />
      ))}
    </>
  );
}

const Call: FC<{ call: RingingCall; locale: Locale }> = ({ call, locale }) => {
  const t = workTexts[locale].calls;
  return (
    <section class="call" aria-label={t.title}>
      <p>{call.number === null ? t.hidden : t.from(call.number)}</p>
      <form method="post" action="/kontakter/ny">
        <input type="hidden" name="officeId" value={call.officeId} />
        <input type="hidden" name="channel" value="phone" />
        <input type="hidden" name="callId" value={call.id} />
        <input type="hidden" name="contactId" value={crypto.randomUUID()} />
        <Button>{t.open}</Button>
      </form>
      {call.contact === null ? null : (
        <a href={`/kontakter/${call.contact.id}`}>{t.continue(call.contact.reference)}</a>
      )}
    </section>
  );
};
