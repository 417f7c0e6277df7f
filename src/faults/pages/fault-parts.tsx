import type { FC } from 'hono/jsx';
import { type PlainDate, swedishDay } from '../../kernel/plain-date.ts';
import { Badge } from '../../ui/components.tsx';
import { formatDay, formatMoment, formatNumber } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import { viewOf } from '../map.server.ts';
import type { PublicEvent, PublicFault } from '../public.server.ts';
import { faultTexts } from '../public-texts.ts';
import { publicText } from '../rules/public-text.ts';
import type { CloseKind } from '../states.ts';
import { FaultMap } from './map.tsx';

// What the public's, the reporter's and the staff's page of a report show alike.

export const StateBadge: FC<{ fault: Pick<PublicFault, 'state' | 'closeKind'>; locale: Locale }> = ({
  fault,
  locale,
}) => (
  <Badge kind={fault.state === 'closed' ? 'quiet' : fault.state === 'started' ? 'good' : 'neutral'}>
    {faultTexts[locale].status.state[fault.state]}
  </Badge>
);

/** A place in words; of one that only a number of another system says, that number. */
export const placeText = (
  { place, addressId }: Pick<PublicFault, 'place' | 'addressId'>,
  locale: Locale,
): string => (place === '' && addressId !== null ? faultTexts[locale].status.addressId(addressId) : place);

/** State, number, place and days, as everybody may see them. */
export const Facts: FC<{ fault: PublicFault; locale: Locale }> = ({ fault, locale }) => {
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
        {placeText(fault, locale) === '' ? null : (
          <>
            <dt>{t.status.place}</dt>
            <dd>{publicText(placeText(fault, locale))}</dd>
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

export const History: FC<{ events: readonly PublicEvent[]; locale: Locale }> = ({ events, locale }) => (
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

export const PlaceMap: FC<{ fault: PublicFault; locale: Locale }> = ({ fault, locale }) => {
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
