import type { Locale } from '../../ui/texts.ts';
import type { RuleView } from '../store.server.ts';
import { overflowTexts } from '../texts.ts';

/** A rule as one sentence, with the offices by name. */
export function ruleSentence(rule: RuleView, names: ReadonlyMap<number, string>, locale: Locale): string {
  const t = overflowTexts[locale].sentence;
  const either = (texts: readonly string[]) =>
    new Intl.ListFormat(locale, { type: 'disjunction' }).format(texts);
  const offices = (ids: readonly number[]) => either(ids.map((id) => names.get(id) ?? `#${id}`));
  const task = locale === 'sv' ? rule.taskSv : rule.taskEn;
  const about = [rule.principal, task].filter((part) => part !== null).join(', ');
  const what = (kinds: RuleView['kinds']) =>
    either(kinds.map((kind) => t.kinds[kind])) + (about === '' ? '' : t.about(about));
  const waiting = rule.kinds.filter((kind) => kind !== 'promise');
  const when = [
    ...(waiting.length > 0 && rule.afterMinutes !== null ? [t.waited(what(waiting), rule.afterMinutes)] : []),
    ...(rule.promiseMinutes === null ? [] : [t.breaks(what(['promise']), rule.promiseMinutes)]),
  ];
  return t.rule(
    when.join(` ${t.or} `),
    offices(rule.fromOffices),
    rule.loadOver,
    offices(rule.toOffices),
    rule.mostAtOnce,
  );
}
