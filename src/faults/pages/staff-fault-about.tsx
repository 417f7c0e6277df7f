import type { FC } from 'hono/jsx';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { Button } from '../../ui/components.tsx';
import { formatDay, formatMoment, formatNumber } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import { viewOf } from '../map.server.ts';
import { faultTexts } from '../public-texts.ts';
import type { StaffFault } from '../staff-queries.server.ts';
import { staffTexts } from '../staff-texts.ts';
import { placeText } from './fault-parts.tsx';
import { FaultMap } from './map.tsx';

/** What was reported, by whom and where. */
export const About: FC<{
  fault: StaffFault;
  answers: readonly { question: string; answer: string }[];
  address: string;
  locale: Locale;
}> = ({ fault, answers, address, locale }) => {
  const t = staffTexts[locale];
  const p = faultTexts[locale];
  const { contact, forward } = fault;
  const point =
    fault.latitude === null || fault.longitude === null
      ? null
      : { latitude: fault.latitude, longitude: fault.longitude };
  const view = point === null || fault.municipality === null ? null : viewOf(fault.municipality, point, 1);
  return (
    <>
      <h2>{t.one.words}</h2>
      <p class="fault-words">{fault.full}</p>
      <form method="post" action={`${address}/visning`}>
        <input type="hidden" name="beskrivning" value={fault.withheld ? 'visa' : 'dolj'} />
        <Button kind="quiet">{fault.withheld ? t.one.showWords : t.one.hideWords}</Button>
      </form>
      <dl class="facts">
        <dt>{p.status.place}</dt>
        <dd>
          {[placeText(fault, locale), point === null ? '' : `${point.latitude}, ${point.longitude}`]
            .filter(Boolean)
            .join(' · ')}
        </dd>
        <dt>{p.status.received}</dt>
        <dd>{formatMoment(fault.receivedAt)}</dd>
        {fault.expectedOn === null ? null : (
          <>
            <dt>{p.status.expected}</dt>
            <dd>{formatDay(fault.expectedOn as PlainDate, locale)}</dd>
          </>
        )}
        {fault.duplicateOf === null ? null : (
          <>
            <dt>{p.status.duplicate}</dt>
            <dd>
              <a href={`/felanmalningar/${fault.duplicateOf}`}>{fault.duplicateOf}</a>
            </dd>
          </>
        )}
        <dt>{t.one.contact}</dt>
        <dd>
          {contact === null
            ? t.one.nobody
            : [contact.name, contact.email, contact.phone].filter(Boolean).join(', ')}
        </dd>
        {answers.map(({ question, answer }) => (
          <>
            <dt>{question}</dt>
            <dd>{answer}</dd>
          </>
        ))}
        {forward === null ? null : (
          <>
            <dt>{t.one.forward}</dt>
            <dd>
              {t.one.forwardState[forward.state as keyof typeof t.one.forwardState]}
              {forward.externalId === null ? '' : `: ${forward.externalId}`}
              {forward.externalStatus === null ? '' : ` (${forward.externalStatus})`}
              {forward.tries > 1 && forward.state !== 'sent'
                ? `, ${t.one.tries(formatNumber(forward.tries, locale))}`
                : ''}
              {forward.error === null || forward.state === 'sent' ? '' : `: ${forward.error}`}
            </dd>
          </>
        )}
      </dl>
      {fault.media === null ? null : (
        <form method="post" action={`${address}/visning`}>
          <h2>{t.one.mediaUrl}</h2>
          <p>{t.one.mediaUrlHelp}</p>
          <p>
            <a href={fault.media.url} rel="noreferrer nofollow">
              {fault.media.url}
            </a>
          </p>
          <Button kind="quiet" name="lank" value={fault.media.shown ? 'dolj' : 'visa'}>
            {fault.media.shown ? t.one.hidePhoto : t.one.showPhoto}
          </Button>
        </form>
      )}
      {fault.followers === 0 ? null : <p>{p.status.followers(formatNumber(fault.followers, locale))}</p>}
      {fault.photos.length === 0 ? null : (
        <>
          <h2>{t.one.photos}</h2>
          <div class="fault-photos">
            {fault.photos.map(({ id, orientation, shown }) => (
              <form method="post" action={`${address}/visning`}>
                <img
                  class={`fault-photo fault-photo--${orientation}`}
                  src={`${address}/bild/${id}`}
                  alt={p.status.photo}
                />
                <input type="hidden" name="bild" value={id} />
                <Button kind="quiet" name="visa" value={shown ? 'nej' : 'ja'}>
                  {shown ? t.one.hidePhoto : t.one.showPhoto}
                </Button>
              </form>
            ))}
          </div>
        </>
      )}
      {view === null || point === null || fault.municipality === null ? null : (
        <FaultMap
          view={view}
          municipality={fault.municipality}
          marks={[{ ...point, kind: 'here', title: fault.reference }]}
          credit={p.where.credit}
        />
      )}
    </>
  );
};
