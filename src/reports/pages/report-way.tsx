import type { FC } from 'hono/jsx';
import { swedishDay } from '../../kernel/plain-date.ts';
import { Badge, Button, ButtonLink, Notice } from '../../ui/components.tsx';
import { TextArea } from '../../ui/fields.tsx';
import { formatDay, formatMoment } from '../../ui/format.ts';
import { reportTexts, wayTexts } from '../texts.ts';
import { sendingTexts } from '../texts-sending.ts';
import type { PageState } from './report-fields.tsx';
import { Trouble } from './sending-trouble.tsx';

/** Where the report stands on its way, what the reviewer says, and what comes next. */
export const Way: FC<{ state: PageState }> = ({ state: { view, locale } }) => {
  const t = wayTexts[locale].standing;
  const { stage, step, changedSince } = view.standing;
  const by = step?.by ?? reportTexts[locale].report.someone;
  const day = step === null ? '' : formatDay(swedishDay(step.at), locale);
  const answered = view.asked.filter((row) => row.answer !== null).length;
  return (
    <section aria-labelledby="way" class="stack report-way">
      <h2 id="way">
        {t.title}{' '}
        <Badge kind={stage === 'draft' ? 'neutral' : stage === 'returned' ? 'wrong' : 'good'}>
          {wayTexts[locale].stage[stage]}
        </Badge>
      </h2>
      {changedSince ? <Notice>{t.changedSince}</Notice> : null}
      {stage === 'submitted' ? (
        <form method="post" action={`/rapporter/${view.id}/aterta`} class="stack">
          <p>{t.submitted(by, day)}</p>
          <p class="row">
            <Button kind="quiet">{sendingTexts[locale].withdraw}</Button>{' '}
            <span class="help">{sendingTexts[locale].withdrawHelp}</span>
          </p>
        </form>
      ) : null}
      {view.versions[0] === undefined ? null : (
        <Trouble mail={view.mail} version={view.versions[0].version} reportId={view.id} locale={locale} />
      )}
      {stage === 'reviewed' ? <p>{t.reviewed(by, day)}</p> : null}
      {stage === 'returned' ? <p>{t.returned(day, by)}</p> : null}
      {(stage === 'returned' || stage === 'reviewed') && step !== null && step.note !== '' ? (
        <blockquote class="report-words">{step.note}</blockquote>
      ) : null}
      {stage === 'reviewed' ? (
        <form method="post" action={`/rapporter/${view.id}/frys`} class="stack">
          <input type="hidden" name="revision" value={view.revision} />
          {view.newestSent ? (
            <TextArea
              name="supplement"
              label={t.supplement}
              help={t.supplementHelp}
              rows={3}
              required
              maxlength={2000}
            />
          ) : null}
          <Button>{t.freeze}</Button>
        </form>
      ) : null}
      <p>
        {view.asked.length === 0 ? t.officesNone : t.officesState(answered, view.asked.length)}.{' '}
        <ButtonLink href={`/rapporter/${view.id}/kontoren`}>{t.offices}</ButtonLink>
      </p>
      <details class="report-how">
        <summary>{t.history}</summary>
        <ol class="timeline">
          {view.steps.toReversed().map((one) => (
            <li>
              {wayTexts[locale].steps[one.kind]}
              {one.version === null
                ? ''
                : `, ${reportTexts[locale].report.version(one.version).toLowerCase()}`}
              <br />
              <span class="quiet">
                {formatMoment(one.at)}, {one.by ?? reportTexts[locale].report.someone}
              </span>
              {one.note === '' ? null : <p class="report-words">{one.note}</p>}
            </li>
          ))}
        </ol>
      </details>
    </section>
  );
};
