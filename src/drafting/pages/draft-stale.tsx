import type { FC } from 'hono/jsx';
import { Notice } from '../../ui/components.tsx';
import { formatMoment } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import type { Rebased } from '../commands/rebase-draft.server.ts';
import { historyTexts } from '../history-texts.ts';
import type { DraftView } from '../queries/drafts.server.ts';
import type { Merged } from '../rules/merge.ts';
import { Changes } from './draft-changes.tsx';

// What happened while a draft was written: another saved it, or the agreement that it amends was changed.

/** Two coordinators wrote at once: who came first, what they changed, and what both did. */
export const Stale: FC<{ draft: DraftView; merged: Merged; locale: Locale }> = ({
  draft,
  merged,
  locale,
}) => {
  const t = historyTexts[locale];
  const sides = { registers: draft.registers, locale };
  return (
    <>
      <Notice kind="wrong" focus>
        <strong>{t.stale(draft.changedBy ?? t.someone, formatMoment(draft.changedAt))}.</strong> {t.staleHelp}
      </Notice>
      {merged.conflicts.length === 0 ? null : (
        <section aria-labelledby="krockar">
          <h2 id="krockar">{t.conflicts}</h2>
          <Changes
            {...sides}
            changes={merged.conflicts}
            before={t.theirs}
            after={t.yours}
            caption={t.conflicts}
          />
        </section>
      )}
      {merged.taken.length === 0 ? null : (
        <section aria-labelledby="den-andras">
          <h2 id="den-andras">{t.taken}</h2>
          <Changes {...sides} changes={merged.taken} before={t.before} after={t.after} caption={t.taken} />
        </section>
      )}
    </>
  );
};

/** Another amendment was concluded first: what it changed, and the way on. The button is the form's own. */
export const Overtaken: FC<{ draft: DraftView; form: string; locale: Locale }> = ({
  draft,
  form,
  locale,
}) => {
  const t = historyTexts[locale];
  const { overtaken, registers } = draft;
  if (overtaken === null) return null;
  return (
    <section class="notice notice--wrong" aria-labelledby="ny-version">
      <h2 id="ny-version">{t.overtaken(overtaken.version)}</h2>
      {draft.mine ? <p>{t.overtakenHelp}</p> : null}
      <details>
        <summary>{t.overtakenWhat}</summary>
        <Changes
          changes={overtaken.changes}
          registers={registers}
          before={t.before}
          after={t.after}
          caption={t.overtakenWhat}
          locale={locale}
        />
      </details>
      {draft.mine ? (
        <button type="submit" form={form} name="do" value="rebase" class="button button--primary">
          {t.rebase(overtaken.version)}
        </button>
      ) : null}
    </section>
  );
};

/** What going on from the new version brought. */
export const RebasedNotice: FC<{ draft: DraftView; rebased: Rebased; locale: Locale }> = ({
  draft,
  rebased,
  locale,
}) => {
  const t = historyTexts[locale];
  const sides = { registers: draft.registers, locale };
  return (
    <>
      <Notice kind="good" focus>
        {t.rebased(rebased.version ?? 0)}
      </Notice>
      {rebased.conflicts.length === 0 ? null : (
        <section aria-labelledby="krockar">
          <h2 id="krockar">{t.bothChanged}</h2>
          <Changes
            {...sides}
            changes={rebased.conflicts}
            before={t.agreementSays}
            after={t.draftSays}
            caption={t.bothChanged}
          />
        </section>
      )}
      {rebased.taken.length === 0 ? null : (
        <section aria-labelledby="den-andras">
          <h2 id="den-andras">{t.overtakenWhat}</h2>
          <Changes
            {...sides}
            changes={rebased.taken}
            before={t.before}
            after={t.after}
            caption={t.overtakenWhat}
          />
        </section>
      )}
    </>
  );
};
