import type { FC } from 'hono/jsx';
import { swedishDay } from '../../kernel/plain-date.ts';
import { Badge } from '../../ui/components.tsx';
import { formatDay } from '../../ui/format.ts';
import type { ReportView } from '../queries.server.ts';
import { reportTexts } from '../texts.ts';
import type { PageState } from './report-fields.tsx';

/** The report's parts in their order; the address of each on the page is its key. */
export const SECTIONS = [
  'general',
  'activity',
  'agreements',
  'figures',
  'authorityTasks',
  'personalDataTasks',
  'surplusAccess',
  'offices',
  'finances',
  'effectiveness',
  'other',
] as const;
export type Section = (typeof SECTIONS)[number];

type State = 'done' | 'missing' | 'derived' | 'optional' | 'corrected';

/** What is done and what is missing, as it is stored. */
function stateOf(section: Section, { missing, content, draft }: ReportView): State {
  const lacks = (prefix: string) => missing.some((error) => error.field.startsWith(prefix));
  switch (section) {
    case 'general':
      return lacks('contact.') ? 'missing' : 'done';
    case 'activity':
    case 'finances':
    case 'effectiveness':
      return lacks(`texts.${section}`) ? 'missing' : 'done';
    case 'other':
      return content.texts.other === '' ? 'optional' : 'done';
    case 'surplusAccess':
      return lacks('texts.surplusAccess') ? 'missing' : 'derived';
    case 'figures':
      return Object.values(draft.corrections).some((one) => one !== null) ? 'corrected' : 'derived';
    default:
      return 'derived';
  }
}

const BADGE = {
  done: 'good',
  corrected: 'good',
  missing: 'wrong',
  derived: 'quiet',
  optional: 'quiet',
} as const satisfies Record<State, string>;

/** At the left: the parts with their state, and the versions that are kept. */
export const Outline: FC<{ state: PageState }> = ({ state: { view, locale } }) => {
  const t = reportTexts[locale];
  return (
    <div class="report-outline">
      <nav aria-label={t.report.outline}>
        <ol>
          {SECTIONS.map((section) => {
            const state = stateOf(section, view);
            return (
              <li>
                <a href={`#${section}`}>{t.section[section]}</a>{' '}
                <Badge kind={BADGE[state]}>{t.report.item[state]}</Badge>
              </li>
            );
          })}
        </ol>
      </nav>
      {view.versions.length === 0 ? null : (
        <section aria-labelledby="versions">
          <h2 id="versions">{t.report.versions}</h2>
          <ol class="timeline">
            {view.versions.map(({ version, frozenAt, frozenBy }) => (
              <li>
                <a href={`/rapporter/${view.id}/versioner/${version}`}>{t.report.version(version)}</a>
                <br />
                <span class="quiet">
                  {t.report.frozenAt(formatDay(swedishDay(frozenAt), locale), frozenBy ?? t.report.someone)}
                </span>
              </li>
            ))}
          </ol>
        </section>
      )}
    </div>
  );
};
