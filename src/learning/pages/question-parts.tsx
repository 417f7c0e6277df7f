import type { FC } from 'hono/jsx';
import { handOverTexts } from '../../handovers/texts.ts';
import { swedishDay } from '../../kernel/plain-date.ts';
import { Button, Notice } from '../../ui/components.tsx';
import { TextArea } from '../../ui/fields.tsx';
import { formatDay, formatNumber } from '../../ui/format.ts';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import type { GuidanceVersion } from '../guidance.server.ts';
import type { ReturnedDetails, ReturnedHandOver } from '../returned.server.ts';
import { questionTexts } from '../texts.ts';

/** A note that was not taken, and why. */
export interface Written {
  readonly body: string;
  readonly error: string | null;
  readonly status: 409 | 422;
}

/** What the front desk is told, and the coordinator's form for it. */
export const GuidancePart: FC<{
  versions: readonly GuidanceVersion[];
  written: Written | null;
  saved: boolean;
  own: boolean;
  action: string;
  locale: Locale;
}> = ({ versions, written, saved, own, action, locale }) => {
  const t = questionTexts[locale].guidance;
  const [holds, ...earlier] = versions;
  const day = ({ writtenAt }: GuidanceVersion) => formatDay(swedishDay(writtenAt), locale);
  return (
    <section class="guidance-part">
      <h2 id="guidance">{t.title}</h2>
      <p class="quiet">{t.lead}</p>
      {saved ? <Notice kind="good">{t.saved}</Notice> : null}
      {holds?.body == null ? (
        <p>{own ? t.noneOwn : t.none}</p>
      ) : (
        <blockquote class="guidance" lang="sv">
          <p>{holds.body}</p>
          <footer class="quiet" lang={locale}>
            {t.written(day(holds), holds.version)}
          </footer>
        </blockquote>
      )}
      {own ? (
        <form method="post" action={action}>
          <input type="hidden" name="seen" value={String(holds?.version ?? 0)} />
          <TextArea
            name="body"
            label={t.write}
            help={t.writeHelp}
            rows={5}
            maxlength={600}
            value={written?.body ?? holds?.body ?? ''}
            error={written?.error ?? undefined}
          />
          <Button>{t.save}</Button>
        </form>
      ) : (
        <p class="quiet">{t.byCoordinator}</p>
      )}
      {earlier.length === 0 ? null : (
        <details>
          <summary>{t.versions}</summary>
          <ol class="guidance-versions" reversed>
            {earlier.map((version) => (
              <li value={version.version}>
                <span class="quiet">{day(version)}</span>{' '}
                {version.body === null ? <em>{t.takenBack}</em> : <span lang="sv">{version.body}</span>}
              </li>
            ))}
          </ol>
        </details>
      )}
    </section>
  );
};

/** What came back, why, and whether the note has helped. */
export const ReturnedPart: FC<{ returned: ReturnedDetails; locale: Locale }> = ({ returned, locale }) => {
  const t = questionTexts[locale].returned;
  const reasonText: Readonly<Record<string, string>> = handOverTexts[locale].reason;
  const of = ({ returned: back, handedOver }: { readonly returned: number; readonly handedOver: number }) =>
    t.of(formatNumber(back, locale), formatNumber(handedOver, locale));
  const { latest, effect } = returned;
  if (latest.length === 0 && effect === null) return null;
  return (
    <section>
      <h2 id="latest">{t.latest}</h2>
      {effect === null ? null : <p>{t.effect(of(effect.since), of(effect.before))}</p>}
      <Table<ReturnedHandOver>
        caption={t.latest}
        hideCaption
        dense
        rows={latest}
        empty={<p>{t.empty}</p>}
        columns={[
          {
            head: t.columns.returned,
            cell: ({ id, reference, returnedAt }) => (
              <>
                <a href={`/overlamningar/${id}`}>{reference}</a>{' '}
                <span class="quiet whole">{swedishDay(returnedAt)}</span>
              </>
            ),
          },
          {
            head: t.columns.department,
            bare: true,
            cell: ({ department }) => (department === '' ? t.noDepartment : department),
          },
          {
            head: t.columns.reasons,
            bare: true,
            wide: true,
            cell: ({ reasonKind, reason }) => (
              <>
                {reasonText[reasonKind] ?? reasonKind}
                {reason === null ? null : (
                  <span class="quiet" lang="sv">
                    {' '}
                    {reason}
                  </span>
                )}
              </>
            ),
          },
        ]}
      />
    </section>
  );
};
