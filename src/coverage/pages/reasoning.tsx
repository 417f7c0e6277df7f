import type { FC } from 'hono/jsx';
import { Grounds } from '../../agreements/grounds.tsx';
import type { GroundCode } from '../../law/facts.ts';
import type { Verdict } from '../../law/verdict.ts';
import type { Locale } from '../../ui/texts.ts';
import { askTexts } from '../ask-texts.ts';
import type { Branch } from '../queries/reasoned.server.ts';
import { partsOf } from '../reasoning.ts';

/** The whole reasoning: agreement by agreement, in each its parts, in each part its grounds. It folds without script. */
export const Reasoning: FC<{ verdict: Verdict; branches: readonly Branch[]; locale: Locale }> = ({
  verdict,
  branches,
  locale,
}) => {
  const t = askTexts[locale];
  if (branches.length === 0)
    return (
      <section aria-labelledby="grounds">
        <h3 id="grounds">{t.tree}</h3>
        <Grounds grounds={verdict.grounds} locale={locale} />
      </section>
    );
  const decisive = verdict.permitted ? verdict.basis?.agreement : verdict.nearest;
  const sorted = branches.toSorted(
    (a, b) => Number(b.agreement === decisive) - Number(a.agreement === decisive),
  );
  return (
    <section aria-labelledby="grounds">
      <h3 id="grounds">{t.tree}</h3>
      <ul class="tree">
        {sorted.map((branch, index) => {
          const { diaryNumber, version } = branch.agreement;
          const failed = branch.verdict.grounds.filter((ground) => !ground.holds).length;
          return (
            <li>
              <details open={index === 0}>
                <summary>
                  <strong>{t.branch(diaryNumber, String(version))}</strong>{' '}
                  <Sign holds={branch.verdict.permitted} />{' '}
                  {branch.verdict.permitted ? t.branchYes : t.branchNo(String(failed))}
                </summary>
                <Parts branch={branch} locale={locale} />
              </details>
            </li>
          );
        })}
      </ul>
    </section>
  );
};

const Parts: FC<{ branch: Branch; locale: Locale }> = ({ branch, locale }) => {
  const t = askTexts[locale];
  return (
    <ul class="tree">
      {partsOf(branch.verdict.grounds).map(({ part, holds, grounds }) => (
        <li>
          <details open={!holds || part === 'person'}>
            <summary>
              {t.parts[part]} <Sign holds={holds} /> {holds ? t.holds : t.fails}
            </summary>
            <Grounds grounds={grounds} links={linksOf(branch)} locale={locale} />
          </details>
        </li>
      ))}
    </ul>
  );
};

const Sign: FC<{ holds: boolean }> = ({ holds }) => (
  <span class={holds ? 'sign sign--holds' : 'sign sign--fails'} aria-hidden="true">
    {holds ? '✓' : '✕'}
  </span>
);

/** Where each ground can be read in full: the agreement's version, the mandate, the item of the list. */
function linksOf({ agreement, verdict }: Branch): Partial<Record<GroundCode, string>> {
  const href = `/avtal/${agreement.agreementId}?version=${agreement.version}`;
  const links: Partial<Record<GroundCode, string>> = {
    agreement: href,
    'in-force': href,
    'task-direction': href,
    regime: `/lagen/regelverk/${agreement.regimeId}`,
  };
  for (const { code, facts } of verdict.grounds) {
    if (code === 'catalogue' && facts?.item) links.catalogue = `/lagen/poster/${facts.item}`;
    else if (facts?.mandate) links[code] = `/uppdrag/${facts.mandate}`;
  }
  return links;
}
