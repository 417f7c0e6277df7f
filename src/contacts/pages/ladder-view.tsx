import { raw } from 'hono/html';
import type { FC } from 'hono/jsx';
import { type Ground, type Verdict, warns } from '../../law/verdict.ts';
import { groundSentence, verdictTexts } from '../../law/verdict-texts.ts';
import type { Locale } from '../../ui/texts.ts';
import { firstRefused, highestPermitted, type Step } from '../ladder.ts';
import type { MatterView, VisitView } from '../queries.server.ts';
import { contactTexts } from '../texts.ts';

type Props = { visit: VisitView; matter: MatterView; locale: Locale };

/** While the registers stand, so do the steps of a ladder, and then it is drawn once: it is half of the officer's page. */
const drawn: Readonly<Record<Locale, WeakMap<readonly Step[], string>>> = {
  sv: new WeakMap(),
  en: new WeakMap(),
};

export const LadderView: FC<Props> = (props) => {
  if (props.visit.closedAt !== null) return <Ladder {...props} />;
  const held = drawn[props.locale];
  const { steps } = props.matter;
  const html = held.get(steps) ?? String(<Ladder {...props} />);
  held.set(steps, html);
  return raw(html);
};

/**
 * The ladder: four steps, lit as far as this officer may go for this task, here, today. A list with words for a screen
 * reader; the first refused step says what to do instead before it says why.
 */
const Ladder: FC<Props> = ({ visit, matter, locale }) => {
  const t = contactTexts[locale].ladder;
  const refused = visit.closedAt === null ? firstRefused(matter.steps) : null;
  return (
    <section class="ladder" aria-label={`${t.title} ${locale === 'sv' ? matter.taskSv : matter.taskEn}`}>
      <h3>{t.title}</h3>
      <ol>
        {matter.steps.map((step) => (
          <li class={step.verdict.permitted ? 'step step--lit' : 'step'}>
            <p class="step-level">
              <span class="step-lamp" aria-hidden="true" />
              <span>
                <span class="sr-only">{step.verdict.permitted ? t.may : t.mayNot}: </span>
                {verdictTexts[locale].level[step.level]}
              </span>
              <a class="step-all" href={askHref(visit, matter, step)}>
                {t.allGrounds}
                <span class="sr-only"> – {verdictTexts[locale].level[step.level]}</span>
              </a>
            </p>
            {step === refused ? <Instead matter={matter} locale={locale} /> : null}
            {step.verdict.permitted ? (
              <RestsOn verdict={step.verdict} locale={locale} />
            ) : (
              <Why step={step} locale={locale} />
            )}
          </li>
        ))}
      </ol>
    </section>
  );
};

const SHOWN: readonly Ground['code'][] = ['agreement', 'catalogue', 'mandate'];

const RestsOn: FC<{ verdict: Verdict & { permitted: true }; locale: Locale }> = ({ verdict, locale }) => {
  const { basis } = verdict;
  if (basis === null) return null;
  const told = verdict.grounds.filter((ground) => SHOWN.includes(ground.code));
  const warnings = verdict.grounds.filter(warns);
  const href: Partial<Record<Ground['code'], string>> = {
    agreement: `/avtal/${basis.agreement.agreementId}`,
    catalogue: `/lagen/poster/${basis.item?.code}`,
    mandate: `/uppdrag/${basis.mandate?.id}`,
  };
  return (
    <ul class="rests-on">
      {told.map((ground) => (
        <li>
          <a href={href[ground.code]}>{groundSentence(ground, locale)}</a>{' '}
          <cite>{shortly(ground.provision.ref)}</cite>
        </li>
      ))}
      {warnings.map((ground) => (
        <li class="rests-on-warning">
          <strong>{verdictTexts[locale].warning}:</strong> {groundSentence(ground, locale)}
        </li>
      ))}
    </ul>
  );
};

const Why: FC<{ step: Step; locale: Locale }> = ({ step, locale }) => (
  <ul class="why">
    {step.verdict.grounds
      .filter((ground) => !ground.holds)
      .map((ground) => (
        <li>
          {groundSentence(ground, locale)} <cite>{shortly(ground.provision.ref)}</cite>
        </li>
      ))}
  </ul>
);

const Instead: FC<{ matter: MatterView; locale: Locale }> = ({ matter, locale }) => {
  const t = contactTexts[locale].ladder;
  const lower = highestPermitted(matter.steps);
  const { colleagues = [], office = null } = matter.alternatives ?? {};
  return (
    <div class="instead">
      <p class="instead-title">{t.instead}</p>
      <ul>
        <li>{lower === null ? t.onlySignpost : t.lower(verdictTexts[locale].level[lower])}</li>
        {colleagues.length === 0 ? null : (
          <li>
            {t.colleague(
              new Intl.ListFormat(locale, { type: 'disjunction' }).format(colleagues.map((c) => c.name)),
            )}
          </li>
        )}
        {office === null ? null : <li>{t.office(office.name, office.distance)}</li>}
        <li>{t.handOver(matter.principal)}</li>
      </ul>
    </div>
  );
};

/** `5 § lagen (2019:212)`: on a busy floor the number is enough; the whole name stands with all grounds. */
function shortly(ref: string): string {
  return ref.replace(/(\(\d{4}:\d+\)) om [^,;]*$/, '$1');
}

function askHref(visit: VisitView, matter: MatterView, step: Step): string {
  const query = new URLSearchParams({
    kontor: String(visit.officeId),
    uppgift: String(matter.taskId),
    myndighet: String(matter.principalId),
    niva: step.level,
    dag: visit.today,
  });
  return `/fraga-lagen?${query}`;
}
