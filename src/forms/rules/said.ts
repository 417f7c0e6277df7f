import { type Definition, type Question, told } from '../definition.ts';
import { type Address, type Answer, type Answers, isShown } from './answers.ts';

export interface SaidAnswer {
  readonly id: string;
  readonly question: string;
  /** Several lines of a long text or an address; null: asked and not answered. */
  readonly answer: string | null;
}
export interface SaidSection {
  readonly id: string;
  readonly title: string;
  readonly answers: readonly SaidAnswer[];
}

/** Questions and answers as a person reads them, section by section; what was attached by its file name. */
export function saidAnswers(
  form: Definition,
  answers: Answers,
  files: readonly { readonly question: string; readonly fileName: string }[],
  locale: string,
): SaidSection[] {
  return form.sections.flatMap((section) => {
    if (!isShown(section.shownWhen, answers)) return [];
    const said = section.questions.flatMap((question): SaidAnswer[] => {
      if (!isShown(question.shownWhen, answers)) return [];
      const names = files.filter((file) => file.question === question.id).map((file) => file.fileName);
      const answer =
        question.type === 'attachment'
          ? names.length === 0
            ? null
            : names.join('\n')
          : Object.hasOwn(answers, question.id)
            ? saidAnswer(question, answers[question.id]!, locale)
            : null;
      return [{ id: question.id, question: told(question.label, locale), answer }];
    });
    return said.length === 0 ? [] : [{ id: section.id, title: told(section.title, locale), answers: said }];
  });
}

const YES: Readonly<Record<string, string>> = { sv: 'Ja', en: 'Yes' };

function saidAnswer(question: Question, answer: Answer, locale: string): string {
  if (question.type === 'choice' || question.type === 'multiple')
    return [answer]
      .flat()
      .map((value) => {
        const option = question.options.find((each) => each.value === value);
        return option === undefined ? String(value) : told(option.label, locale);
      })
      .join('\n');
  if (answer === true) return YES[locale] ?? 'Ja';
  if (typeof answer === 'number') {
    const number = new Intl.NumberFormat(locale === 'sv' ? 'sv-SE' : 'en-GB').format(answer);
    return question.type === 'number' && question.unit !== undefined
      ? `${number} ${told(question.unit, locale)}`
      : number;
  }
  if (typeof answer === 'object' && !Array.isArray(answer)) {
    const { street, postcode, place } = answer as Address;
    return `${street}\n${postcode} ${place}`;
  }
  return String(answer);
}
