import type { Child, FC } from 'hono/jsx';
import { formatNumber } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import { coverageTexts } from '../coverage-texts.ts';
import type { PolicyOffice, PolicyTask } from '../policy.server.ts';
import type { CountyGap, CoverageRow, CoverageView, Gap } from '../queries/coverage.server.ts';
import { type Cell, stateOf } from '../rules/covered.ts';

const nameOf = (task: PolicyTask, locale: Locale) => (locale === 'sv' ? task.nameSv : task.nameEn);

/** Tasks × offices: how many who work there may, or in a word and a shape why nobody. Heads stay in sight. */
export const ByOffice: FC<{
  view: CoverageView;
  caption: string;
  /** Who may, of a cell; null for who may not ask that. */
  href: ((row: CoverageRow, office: PolicyOffice) => string) | null;
  locale: Locale;
}> = ({ view, caption, href, locale }) => {
  const t = coverageTexts[locale];
  return (
    <>
      <p class="help">{t.cellHelp}</p>
      <Matrix
        caption={caption}
        corner={t.taskHead}
        heads={view.offices.map((office) => office.locality)}
        rows={view.rows}
        cells={(row) =>
          row.cells.map((cell, index) => (
            <CellOf cell={cell} href={href?.(row, view.offices[index]!) ?? null} locale={locale} />
          ))
        }
        locale={locale}
      />
      <ul class="coverage-key">
        {(['given', 'none-here', 'nobody', 'not-agreed'] as const).map((state) => (
          <li>
            <span aria-hidden="true">{SHAPE[state]}</span> {t.state[state]}: {t.stateLong[state]}
          </li>
        ))}
      </ul>
    </>
  );
};

const SHAPE = { given: '●', 'none-here': '◌', nobody: '△', 'not-agreed': '–' } as const;

const CellOf: FC<{ cell: Cell; href: string | null; locale: Locale }> = ({ cell, href, locale }) => {
  const t = coverageTexts[locale];
  const state = stateOf(cell);
  if (state === 'not-agreed')
    return (
      <span class="quiet">
        <span aria-hidden="true">{SHAPE[state]}</span>
        <span class="sr-only">{t.state[state]}</span>
      </span>
    );
  const said = (
    <>
      <span aria-hidden="true">{SHAPE[state]}</span>{' '}
      {state === 'given' ? formatNumber(cell.here, locale) : t.state[state]}
      {state === 'given' ? <span class="sr-only"> {t.state.given}</span> : null}
    </>
  );
  const kind = `cover cover--${state}`;
  return href === null ? (
    <span class={kind}>{said}</span>
  ) : (
    <a class={kind} href={href}>
      {said}
    </a>
  );
};

/** Tasks × län: at how many of the offices that an agreement covers somebody who works there may. */
export const ByCounty: FC<{
  view: CoverageView;
  caption: string;
  href: (county: string) => string;
  locale: Locale;
}> = ({ view, caption, href, locale }) => {
  const t = coverageTexts[locale];
  const n = (value: number) => formatNumber(value, locale);
  const counties = [
    ...Map.groupBy(
      view.offices.map((office, index) => ({ office, index })),
      ({ office }) => office.countyCode,
    ),
  ]
    .filter(([, places]) =>
      view.rows.some(({ cells }) => places.some(({ index }) => stateOf(cells[index]!) !== 'not-agreed')),
    )
    .toSorted((a, b) => a[1][0]!.office.county.localeCompare(b[1][0]!.office.county, 'sv'));
  return (
    <>
      <p class="help">{t.ofHelp}</p>
      <Matrix
        caption={caption}
        corner={t.taskHead}
        heads={counties.map(([code, [first]]) => (
          <a href={href(code)}>{first!.office.county.replace(/s? län$/, '')}</a>
        ))}
        rows={view.rows}
        cells={({ cells }) =>
          counties.map(([, places]) => {
            const states = places.map(({ index }) => stateOf(cells[index]!));
            const agreed = states.filter((state) => state !== 'not-agreed').length;
            const given = states.filter((state) => state === 'given').length;
            if (agreed === 0)
              return (
                <span class="quiet">
                  <span aria-hidden="true">–</span>
                  <span class="sr-only">{t.state['not-agreed']}</span>
                </span>
              );
            const shape = given === agreed ? '●' : given > 0 ? '◐' : '○';
            return (
              <span class={given === agreed ? 'cover cover--given' : 'cover cover--none-here'}>
                <span aria-hidden="true">{shape}</span> {t.of(n(given), n(agreed))}
              </span>
            );
          })
        }
        locale={locale}
      />
    </>
  );
};

const Matrix: FC<{
  caption: string;
  corner: string;
  heads: readonly Child[];
  rows: readonly CoverageRow[];
  cells: (row: CoverageRow) => readonly Child[];
  locale: Locale;
}> = ({ caption, corner, heads, rows, cells, locale }) => (
  <section class="table-box matrix" tabindex={0} aria-label={caption}>
    <table>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{corner}</th>
          {heads.map((head) => (
            <th scope="col">{head}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            <th scope="row">
              {nameOf(row.task, locale)} <span class="quiet">{row.task.principalShort}</span>
            </th>
            {cells(row).map((cell) => (
              <td>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);

const SHOWN = 200;

/** The gaps office by office, and the tasks that a whole län lacks. */
export const Gaps: FC<{ gaps: readonly Gap[]; counties: readonly CountyGap[]; locale: Locale }> = ({
  gaps,
  counties,
  locale,
}) => {
  const t = coverageTexts[locale];
  const n = (value: number) => formatNumber(value, locale);
  return (
    <section aria-labelledby="gaps">
      <h2 id="gaps">{t.gaps}</h2>
      {gaps.length === 0 ? <p class="empty">{t.noGaps}</p> : <p class="help">{t.gapsHelp}</p>}
      {gaps.length > SHOWN ? <p class="help">{t.gapsMore(n(SHOWN))}</p> : null}
      {[...Map.groupBy(gaps.slice(0, SHOWN), (gap) => gap.office.name)].map(([office, missing]) => (
        <details>
          <summary>
            {office} <span class="quiet">({n(missing.length)})</span>
          </summary>
          <ul>
            {missing.map(({ task, cell }) => (
              <li>
                {nameOf(task, locale)}, {task.principal}:{' '}
                <span class="quiet">{cell.anywhere === 0 ? t.state.nobody : t.others(n(cell.anywhere))}</span>
              </li>
            ))}
          </ul>
        </details>
      ))}
      {counties.length === 0 ? null : (
        <>
          <h3>{t.countyGaps}</h3>
          {[...Map.groupBy(counties, (gap) => gap.county)].map(([county, missing]) => (
            <details>
              <summary>
                {county} <span class="quiet">({n(missing.length)})</span>
              </summary>
              <ul>
                {missing.map(({ task }) => (
                  <li>
                    {nameOf(task, locale)}, {task.principal}
                  </li>
                ))}
              </ul>
            </details>
          ))}
        </>
      )}
    </section>
  );
};
