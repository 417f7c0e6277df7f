import type { FC } from 'hono/jsx';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { Badge } from '../../ui/components.tsx';
import { formatDay } from '../../ui/format.ts';
import { Submenu } from '../../ui/submenu.tsx';
import type { Locale } from '../../ui/texts.ts';
import type { MandateKind, RegimeRules } from '../facts.ts';
import { type ItemView, type RegimeView, stateOn } from '../queries.server.ts';
import { lawTexts } from '../texts.ts';

/** The pages of the law, with the editor's own last. */
export const LawMenu: FC<{ here: 'regimes' | 'items' | 'add'; editor: boolean; locale: Locale }> = ({
  here,
  editor,
  locale,
}) => {
  const t = lawTexts[locale].menu;
  const links = [
    ['regimes', '/lagen'],
    ['items', '/lagen/poster'],
    ...(editor ? [['add', '/lagen/poster/ny'] as const] : []),
  ] as const;
  return (
    <Submenu
      label={t.label}
      links={links.map(([key, href]) => ({ href, text: t[key], here: here === key }))}
    />
  );
};

export const SourceLine: FC<{ source: string; verifiedOn: PlainDate; locale: Locale }> = ({
  source,
  verifiedOn,
  locale,
}) => {
  const t = lawTexts[locale];
  return (
    <>
      <cite>{source}</cite>
      <br />
      <span class="quiet">{t.verified(formatDay(verifiedOn, locale))}</span>
    </>
  );
};

/** What a regime asks of an agreement, in sentences. */
export const RegimeFacts: FC<{ regime: RegimeView; locale: Locale }> = ({ regime, locale }) => {
  const t = lawTexts[locale];
  const { rules } = regime;
  return (
    <dl class="facts">
      <dt>{t.facts.approval}</dt>
      <dd>{approval(rules, locale)}</dd>
      <dt>{t.facts.term}</dt>
      <dd>{term(rules, locale)}</dd>
      <dt>{t.facts.authority}</dt>
      <dd>{t.authority[rules.exerciseOfAuthority]}</dd>
      {rules.conditions.length === 0 ? null : (
        <>
          <dt>{t.facts.conditions}</dt>
          <dd>{rules.conditions.map((condition) => t.condition[condition]).join(', ')}</dd>
        </>
      )}
      <dt>{t.facts.mandates}</dt>
      <dd>{mandates(rules, locale)}</dd>
      <dt>{t.facts.performers}</dt>
      <dd>{rules.performersNamed ? t.performers.named : t.performers.free}</dd>
      <dt>{t.facts.copy}</dt>
      <dd>{t.copy[rules.copyTo ?? 'none']}</dd>
      <dt>{t.facts.report}</dt>
      <dd>{report(rules, locale)}</dd>
      {rules.directedExempt ? (
        <>
          <dt>{t.facts.directed}</dt>
          <dd>{t.directed}</dd>
        </>
      ) : null}
      <dt>{t.source}</dt>
      <dd>
        <SourceLine source={regime.source} verifiedOn={regime.verifiedOn} locale={locale} />
      </dd>
    </dl>
  );
};

function approval(rules: RegimeRules, locale: Locale): string {
  const t = lawTexts[locale].approval;
  const says = t[rules.approvalBy ?? 'none'];
  return rules.amendmentsApproved ? `${says} ${t.amendments}` : says;
}

function term(rules: RegimeRules, locale: Locale): string {
  const t = lawTexts[locale].term;
  if (!rules.termRequired) return t.free;
  if (rules.longestTerm === null) return t.required;
  return `${t.required} ${t.longest(formatDay(rules.longestTerm, locale))}`;
}

function mandates({ mandateKinds, exerciseOfAuthority }: RegimeRules, locale: Locale): string {
  const t = lawTexts[locale];
  const names = (kinds: readonly MandateKind[]) =>
    kinds.map((kind) => t.mandateKind[kind]).join(t.mandates.or);
  const { stateForState, otherwise } = mandateKinds;
  if (exerciseOfAuthority === 'delegation') return t.mandates.municipal(names(otherwise));
  if (stateForState.length + otherwise.length === 0) return t.mandates.none;
  return `${t.mandates.stateForState(names(stateForState))} ${t.mandates.otherwise(names(otherwise))}`;
}

const dayOfYear = {
  sv: new Intl.DateTimeFormat('sv-SE', { day: 'numeric', month: 'long', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' }),
};

function report(rules: RegimeRules, locale: Locale): string {
  const t = lawTexts[locale];
  const { by, to, due } = rules.report;
  if (by.length === 0) return t.report.nobody;
  const who = by.map((kind) => t.parties[kind]).join(', ');
  const day = due === null ? null : dayOfYear[locale].format(new Date(`2000-${due}T00:00:00Z`));
  return t.report.sentence(
    who.charAt(0).toUpperCase() + who.slice(1),
    t.report.to[to],
    to === 'council' ? t.report.yearly : day === null ? t.report.noDay : t.report.due(day),
  );
}

/** Where an item stands on a day, and what a reader has to look out for. */
export const ItemWarnings: FC<{ item: ItemView; on: PlainDate; locale: Locale }> = ({ item, on, locale }) => {
  const t = lawTexts[locale];
  const state = stateOn(item.valid, on);
  return (
    <ul class="plain">
      <li>
        {state === 'valid' ? <Badge kind="good">{t.state.valid}</Badge> : null}
        {state === 'lapsed' ? <Badge>{t.wrong.lapsed(item.valid.to ?? '')}</Badge> : null}
        {state === 'coming' ? <Badge>{t.wrong.coming(item.valid.from)}</Badge> : null}
      </li>
      {item.listKnown ? null : <li>{t.wrong.listUnknown}</li>}
      {item.names
        .filter((task) => task.nameSv === null)
        .map((task) => (
          <li>{t.wrong.unknownTask(task.code)}</li>
        ))}
      {item.listNotes.map((note) => (
        <li>{note}</li>
      ))}
    </ul>
  );
};

export const TaskNames: FC<{ item: ItemView; locale: Locale }> = ({ item, locale }) => (
  <ul class="plain">
    {item.names.map((task) => (
      <li>{(locale === 'sv' ? task.nameSv : task.nameEn) ?? <code>{task.code}</code>}</li>
    ))}
  </ul>
);
