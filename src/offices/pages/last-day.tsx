import type { FC } from 'hono/jsx';
import type { Context } from '../../access/context.server.ts';
import { Problem } from '../../platform/problem.ts';
import { blankIsAbsent, contextOf, type Http, idParam, readForm } from '../../shell/http.ts';
import { fieldErrorText } from '../../shell/problems.tsx';
import { Button } from '../../ui/components.tsx';
import { type Errors, Input } from '../../ui/fields.tsx';
import type { Locale } from '../../ui/texts.ts';
import { changeTexts, officeErrorText } from '../change-texts.ts';
import { type RegisterLastDay, RegisterLastDaySchema } from '../commands/set-last-day.server.ts';

/** What the form was told, and what had been given. */
export interface LastDayTold {
  readonly given: Readonly<Record<string, string>>;
  readonly errors: Errors;
}

/** Sets a last day from the form; a refused one shows the page again with what was given. */
export async function lastDayAction(
  c: Http,
  set: (ctx: Context, id: number, given: RegisterLastDay) => Promise<void>,
  shown: (c: Http, told: LastDayTold) => Promise<Response> | Response,
  address: string,
) {
  const locale = c.get('locale');
  const form = await readForm(c, blankIsAbsent(RegisterLastDaySchema));
  const told = (error: Pick<Problem, 'errors' | 'facts'>, given: LastDayTold['given']) =>
    shown(c, {
      given,
      errors: Object.fromEntries(
        error.errors.map(({ field, code }) => [
          field,
          officeErrorText(code, error.facts, locale) ?? fieldErrorText(code, locale),
        ]),
      ),
    });
  if (!form.ok) return told({ errors: form.errors, facts: {} }, form.given);
  const { lastDay, reason } = form.data;
  try {
    await set(contextOf(c), idParam(c), form.data);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invalid') throw error;
    return told(error, { lastDay: lastDay ?? '', reason });
  }
  return c.redirect(`${address}?sparat=1`, 303);
}

export const LastDayForm: FC<{
  of: 'office' | 'officer';
  action: string;
  lastDay: string | null;
  told: LastDayTold | undefined;
  locale: Locale;
}> = ({ of, action, lastDay, told, locale }) => {
  const t = changeTexts[locale].lastDay;
  const { lastDay: given = lastDay ?? '', reason = '' } = told?.given ?? {};
  const errors: Errors = told?.errors ?? {};
  return (
    <section aria-labelledby="last-day">
      <h2 id="last-day">{t.title[of]}</h2>
      <p class="help">{t.help[of]}</p>
      <form method="post" action={action} class="stack">
        <Input name="lastDay" type="date" label={t.day} value={given} error={errors.lastDay} />
        <Input name="reason" label={t.reason} value={reason} error={errors.reason} required />
        <Button kind="quiet">{t.submit}</Button>
      </form>
    </section>
  );
};
