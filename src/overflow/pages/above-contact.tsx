import { officesOf } from '../../access/actor.ts';
import { read } from '../../access/context.server.ts';
import { contactPage } from '../../contacts/pages/contact.tsx';
import { contactErrorText } from '../../contacts/promise-texts.ts';
import { sql } from '../../platform/database.server.ts';
import { Problem } from '../../platform/problem.ts';
import { blankIsAbsent, contextOf, type Http, readForm, uuidParam } from '../../shell/http.ts';
import { fieldErrorText } from '../../shell/problems.tsx';
import { Button, Notice } from '../../ui/components.tsx';
import { formatMoment } from '../../ui/format.ts';
import { SendBackSchema, sendBack, takeBack } from '../commands/end-move.server.ts';
import { overflowErrorText, overflowTexts } from '../texts.ts';

interface MoveOfContact {
  /** Whether the contact is the one at the helping office. */
  readonly helping: boolean;
  readonly state: 'there' | 'answered' | 'sent-back' | 'taken-back';
  readonly fromId: number;
  readonly toId: number;
  readonly from: string;
  readonly to: string;
  readonly reference: string;
  readonly movedAt: Temporal.Instant;
  readonly why: string | null;
}

/** What stands above a contact that one office answers for another, at either of them. */
export async function overflowAboveContact(c: Http, contactId: string) {
  const ctx = contextOf(c);
  const t = overflowTexts[c.get('locale')].contact;
  const [move] = await read<MoveOfContact>(
    ctx,
    sql`
      select m.moved_visit_id = ${contactId} as helping, m.state, m.from_office as "fromId", m.to_office as "toId", f.name as "from",
        t.name as "to", m.reference, m.moved_at as "movedAt", m.why
      from overflow_move m join office f on f.id = m.from_office join office t on t.id = m.to_office
      where m.moved_visit_id = ${contactId} or m.visit_id = ${contactId} order by m.moved_at desc limit 1`,
  );
  if (move === undefined) return null;
  const mine = officesOf(ctx.actor).includes(move.helping ? move.toId : move.fromId);
  const base = `/kontakter/${contactId}`;
  if (move.helping)
    return (
      <div class="notice notice--info help" role="status">
        <p>
          <strong>{t.from(move.from)}</strong> {t.reference(move.reference)}
        </p>
        {move.state === 'sent-back' ? <p>{t.wasSentBack(move.from, move.why ?? '')}</p> : null}
        {move.state === 'taken-back' ? <p>{t.wasTakenBack(move.from)}</p> : null}
        {move.state === 'there' && mine ? (
          <details>
            <summary>{t.sendBack}</summary>
            <form method="post" action={`${base}/skicka-tillbaka`} class="help-form">
              <label for="tillbaka">{t.why}</label>
              <input id="tillbaka" name="why" maxlength={500} required autocomplete="off" />
              <Button kind="quiet">{t.sendBack}</Button>
            </form>
          </details>
        ) : null}
      </div>
    );
  if (move.state === 'sent-back') return <Notice kind="info">{t.cameBack(move.to, move.why ?? '')}</Notice>;
  if (move.state === 'taken-back') return null;
  return (
    <div class="notice notice--info help" role="status">
      <p>
        {move.state === 'answered' ? (
          t.answered(move.to)
        ) : (
          <strong>{t.away(move.to, formatMoment(move.movedAt))}</strong>
        )}{' '}
        {move.state === 'there' ? t.awayWhy : null}
      </p>
      {move.state === 'there' && mine ? (
        <form method="post" action={`${base}/ta-tillbaka`}>
          <button type="submit" class="link">
            {t.takeBack}
          </button>
        </form>
      ) : null}
    </div>
  );
}

/** POST /kontakter/:id/skicka-tillbaka: the helping office sends it back. */
export async function sendBackAction(c: Http) {
  const id = uuidParam(c);
  const form = await readForm(c, blankIsAbsent(SendBackSchema));
  if (!form.ok) {
    const locale = c.get('locale');
    return refused(c, id, 422, fieldErrorText(form.errors[0]?.code ?? 'required', locale));
  }
  return ended(c, id, () => sendBack(contextOf(c), id, form.data.why));
}

/** POST /kontakter/:id/ta-tillbaka: the office that it came to takes it back. */
export async function takeBackAction(c: Http) {
  const id = uuidParam(c);
  return ended(c, id, () => takeBack(contextOf(c), id));
}

async function ended(c: Http, id: string, work: () => Promise<void>) {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'not-possible') throw error;
    const reason = String(error.facts.reason);
    const locale = c.get('locale');
    const sentence =
      overflowErrorText(reason, error.facts, locale) ?? contactErrorText(reason, error.facts, locale);
    if (sentence === null) throw error;
    return refused(c, id, 409, sentence);
  }
  return c.redirect(`/kontakter/${id}`, 303);
}

function refused(c: Http, id: string, status: 409 | 422, message: string) {
  return contactPage(c, id, { form: 'close', status, message, errors: {}, matterId: null, given: {} });
}
