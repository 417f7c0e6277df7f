import type { FC } from 'hono/jsx';
import { verdictTexts } from '../../law/verdict-texts.ts';
import { Button, ButtonLink, Mark, Notice } from '../../ui/components.tsx';
import { formatMoment, formatTime } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import { conflictTexts } from '../conflict-texts.ts';
import type { MatterView, TaskChoice, VisitView } from '../queries.server.ts';
import { representationTexts } from '../representation-texts.ts';
import { contactTexts } from '../texts.ts';
import { ActForm, type FormState } from './act-form.tsx';
import { DeclareConflict } from './conflict-part.tsx';
import { LadderView } from './ladder-view.tsx';
import { LookUpFields, RepresentationFields, Representations } from './representation-part.tsx';

// What a visit and every other contact have in common: their matters, and how one is found and added.

/** A matter of a contact: what was done, what may be done, and why. `base`: the address of the page that it stands on. */
export const Matter: FC<{
  base: string;
  visit: VisitView;
  matter: MatterView;
  told: FormState | null;
  locale: Locale;
}> = ({ base, visit, matter, told, locale }) => {
  const t = contactTexts[locale];
  const levels = verdictTexts[locale].level;
  return (
    <li class="matter" id={`arende-${matter.id}`}>
      <div class="matter-work">
        <h2>
          <Mark short={matter.principalShort} />
          <span>
            <span class="matter-task">{locale === 'sv' ? matter.taskSv : matter.taskEn}</span>
            <span class="matter-principal">{matter.principal}</span>
          </span>
        </h2>
        {matter.acts.length > 0 || visit.closedAt !== null ? null : (
          <form method="post" action={`${base}/arenden/${matter.id}/ta-bort`} class="remove-matter">
            <button
              class="link"
              type="submit"
              aria-label={t.visit.removeOf(locale === 'sv' ? matter.taskSv : matter.taskEn)}
            >
              {t.visit.remove}
            </button>
          </form>
        )}
        {matter.acts.length === 0 ? null : (
          <ul class="acts" aria-label={t.act.done}>
            {matter.acts.map((act) => (
              <li>
                <span class="act-time">{formatTime(Temporal.Instant.from(act.actedAt), locale)}</span>{' '}
                {levels[act.level]} · {t.helpForm[act.helpForm]} · <strong>{t.outcome[act.outcome]}</strong>
                {act.represented === null ? null : ` · ${representationTexts[locale].by(act.represented)}`}
              </li>
            ))}
          </ul>
        )}
        {matter.guidance === null ? null : (
          <aside class="matter-guidance" aria-label={t.visit.guidance(matter.principal)}>
            <strong>{t.visit.guidance(matter.principal)}</strong>
            <p lang="sv">{matter.guidance}</p>
          </aside>
        )}
        {told?.matterId === matter.id ? (
          <Notice kind="wrong" focus>
            {told.message}
          </Notice>
        ) : null}
        {matter.barredAt !== null ? (
          <Notice kind="wrong">
            {conflictTexts[locale].barred(formatMoment(Temporal.Instant.from(matter.barredAt)))}
          </Notice>
        ) : visit.closedAt === null ? (
          <ActForm base={base} channel={visit.channel} matter={matter} told={told} locale={locale} />
        ) : null}
        <MatterRepresentation base={base} visit={visit} matter={matter} told={told} locale={locale} />
        {matter.barredAt === null ? <DeclareConflict matterId={matter.id} locale={locale} /> : null}
        {matter.barredAt !== null ? null : (
          <p class="matter-hand-over">
            {matter.applicationId !== null ? (
              <ButtonLink href={`/ansokningar/${matter.applicationId}`}>{t.visit.toApplication}</ButtonLink>
            ) : matter.hasForm && visit.closedAt === null ? (
              <ButtonLink href={`/ansokningar/ny?arende=${matter.id}`}>{t.visit.fillIn}</ButtonLink>
            ) : null}
            <ButtonLink href={`/overlamningar/ny?arende=${matter.id}`}>
              {t.ladder.handOver(matter.principal).replace(/\.$/, '')}
            </ButtonLink>
          </p>
        )}
      </div>
      {matter.barredAt === null ? <LadderView visit={visit} matter={matter} locale={locale} /> : null}
    </li>
  );
};

/** Who speaks for the person in the matter; open when its form was told something. */
const MatterRepresentation: FC<Parameters<typeof Matter>[0]> = ({ base, visit, matter, told, locale }) => {
  const t = representationTexts[locale];
  const wrong = told?.matterId === matter.id && told.of === 'representation' ? told.given : null;
  const { representations } = matter;
  const address = `${base}/arenden/${matter.id}/foretradare`;
  if (visit.closedAt !== null && representations.length === 0) return null;
  return (
    <details class="matter-representation" open={wrong !== null}>
      <summary>
        {t.title}
        {representations.length === 0 ? null : ` (${representations.map(({ name }) => name).join(', ')})`}
      </summary>
      {representations.length === 0 ? <p class="quiet">{t.none}</p> : null}
      <Representations
        representations={representations}
        today={visit.today}
        locale={locale}
        lookUp={(each) => (
          <form method="post" action={`${address}/uppslag`}>
            <LookUpFields id={`uppslag-${each.id}`} representation={each} locale={locale} />
          </form>
        )}
      />
      <details open={wrong !== null}>
        <summary>{t.note}</summary>
        <form method="post" action={address}>
          <RepresentationFields prefix={matter.id} given={wrong ?? {}} errors={{}} locale={locale} />
          <Button kind="quiet">{t.save}</Button>
        </form>
      </details>
    </details>
  );
};

/** The search for a matter, and what it has found so far. */
export const AddMatter: FC<{
  base: string;
  word: string;
  hits: readonly TaskChoice[] | null;
  locale: Locale;
}> = ({ base, word, hits, locale }) => {
  const t = contactTexts[locale].visit;
  return (
    <section class="add-matter" aria-labelledby="add-matter">
      <h2 id="add-matter">{t.addMatter}</h2>
      <form method="get" action={base} class="search" data-search={`${base}/uppgifter`}>
        <label for="sok">{t.search}</label>
        <p class="help" id="sok-help">
          {t.searchHelp}
        </p>
        <div class="search-row">
          <input
            id="sok"
            name="sok"
            type="search"
            value={word}
            autocomplete="off"
            aria-describedby="sok-help"
            maxlength={100}
          />
          <Button kind="quiet">{t.find}</Button>
        </div>
      </form>
      <div id="hits" aria-live="polite">
        {hits === null ? null : <Hits base={base} word={word} hits={hits} locale={locale} />}
      </div>
    </section>
  );
};

/** What a word finds, each to be added with one press. */
export const Hits: FC<{ base: string; word: string; hits: readonly TaskChoice[]; locale: Locale }> = ({
  base,
  word,
  hits,
  locale,
}) => {
  const t = contactTexts[locale].visit;
  if (word.trim() === '') return null;
  if (hits.length === 0) return <p class="empty">{t.notFound(word.trim())}</p>;
  return (
    <>
      <p class="sr-only">{t.found(hits.length)}</p>
      <ul class="hits">
        {hits.map((hit) => (
          <li>
            <form method="post" action={`${base}/arenden`}>
              <input type="hidden" name="taskId" value={hit.taskId} />
              <input type="hidden" name="principalId" value={hit.principalId} />
              <button class="hit" type="submit">
                <Mark short={hit.principalShort} />
                <span>{locale === 'sv' ? hit.nameSv : hit.nameEn}</span>
                <span class="quiet">{hit.principal}</span>
              </button>
            </form>
          </li>
        ))}
      </ul>
    </>
  );
};
