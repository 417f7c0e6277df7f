import type { FC } from 'hono/jsx';
import { idAsked } from '../../agreements/pages/asked.tsx';
import { Problem } from '../../platform/problem.ts';
import { contextOf, type Http } from '../../shell/http.ts';
import { Button } from '../../ui/components.tsx';
import { Select } from '../../ui/fields.tsx';
import { Submenu } from '../../ui/submenu.tsx';
import type { Locale } from '../../ui/texts.ts';
import { type Asked, officesOfSide } from '../questions.server.ts';
import { isOutside, type Side, sideAsked, sidesOf } from '../side.ts';
import { questionTexts } from '../texts.ts';
import { PERIODS, type PeriodWeeks } from '../weeks.ts';

export interface AskedPage extends Asked {
  readonly offices: readonly { readonly id: number; readonly name: string }[];
  /** As it stands in an address: what another page of the room is asked with. */
  readonly query: string;
}

/**
 * `hos`, `kontor` and `veckor` of the address. Throws Problem `forbidden` for a side that is not the actor's, `not-found` for an
 * office that is not the side's.
 */
export async function askedPage(c: Http): Promise<AskedPage> {
  const ctx = contextOf(c);
  const side = sideAsked(ctx.actor, c.req.query('hos'));
  const period = PERIODS.find((each) => String(each) === c.req.query('veckor')) ?? 4;
  const offices = side === 'authority' ? [] : await officesOfSide(ctx, side);
  const officeId = idAsked(c, 'kontor');
  if (officeId !== null && !offices.some(({ id }) => id === officeId)) throw new Problem('not-found');
  return { side, officeId, period, offices, query: queryOf({ side, officeId, period }) };
}

export function queryOf({ side, officeId, period }: Asked): string {
  return new URLSearchParams({
    hos: side,
    ...(officeId === null ? {} : { kontor: String(officeId) }),
    veckor: String(period),
  }).toString();
}

/** What is withheld from who asks; empty at the office itself. */
export function privacyText({ side, officeId }: Asked, locale: Locale): string {
  const t = questionTexts[locale];
  if (!isOutside(side)) return '';
  return officeId === null ? t.privacy : `${t.privacy} ${t.together}`;
}

/** The sides that the actor has, and what is chosen within one. */
export const AskedForm: FC<{ c: Http; path: string; asked: AskedPage; locale: Locale }> = ({
  c,
  path,
  asked,
  locale,
}) => {
  const t = questionTexts[locale];
  const sides = sidesOf(contextOf(c).actor);
  const period: PeriodWeeks = asked.period;
  return (
    <>
      {sides.length < 2 ? null : (
        <Submenu
          label={t.sides}
          links={sides.map((side: Side) => ({
            href: `${path}?hos=${side}`,
            text: t.side[side],
            here: side === asked.side,
          }))}
        />
      )}
      <form method="get" action={path} class="filters">
        <input type="hidden" name="hos" value={asked.side} />
        {asked.offices.length < 2 ? null : (
          <Select
            name="kontor"
            label={t.office}
            value={String(asked.officeId ?? '')}
            empty={t.allOffices}
            options={asked.offices.map(({ id, name }) => ({ value: String(id), label: name }))}
          />
        )}
        <Select
          name="veckor"
          label={t.period}
          value={String(period)}
          options={PERIODS.map((weeks) => ({ value: String(weeks), label: t.weeks(weeks) }))}
        />
        <Button kind="quiet">{t.show}</Button>
      </form>
    </>
  );
};
