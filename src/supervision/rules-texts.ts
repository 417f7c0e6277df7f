import { catalogue } from '../ui/texts.ts';

/** What is said of the rules themselves: which were asked, when, and that they have changed. */
export const rulesTexts = catalogue(
  {
    title: 'Prövad mot reglerna',
    current: 'dagens regler',
    changed: 'inte dagens regler',
    currentHelp: 'Senast prövad med de regler och det laginnehåll som gäller nu.',
    changedHelp:
      'Reglerna eller laginnehållet har ändrats sedan den senaste prövningen. Pröva igen: nya förslag läggs till, och det som du har tagit ställning till står kvar.',
    never: 'Reglerna har inte prövats på handlingen, eller det skedde innan det antecknades.',
    caption: 'Prövningar, senaste först',
    columns: {
      at: 'När',
      by: 'Av',
      rules: 'Reglernas version',
      law: 'Laginnehåll (SHA-256)',
      found: 'Fann',
      added: 'Nya förslag',
    },
    again: 'Pröva reglerna igen',
    askedAgain: (count: number) =>
      count === 0
        ? 'Reglerna är prövade igen. Inget nytt förslag.'
        : count === 1
          ? 'Reglerna är prövade igen. 1 nytt förslag: ta ställning till det nedan.'
          : `Reglerna är prövade igen. ${count} nya förslag: ta ställning till dem nedan.`,
    suggestedBy: (version: string | null) => (version === null ? 'reglerna' : `reglerna, version ${version}`),
    notFoundAgain: 'Reglerna fann inte detta när de senast prövades.',
    reading: 'tolkning',
    waiting: (count: string, one: boolean) =>
      one
        ? 'En diarieförd handling är inte prövad mot dagens regler och laginnehåll.'
        : `${count} diarieförda handlingar är inte prövade mot dagens regler och laginnehåll.`,
    waitingTitle: 'Reglerna har ändrats',
    askAll: 'Pröva reglerna på dem',
    askedAll: (asked: string, added: string, left: number) =>
      `${asked} handlingar är prövade, ${added} nya förslag.${left > 0 ? ` ${left} återstår: pröva igen.` : ''}`,
  },
  {
    title: 'Tried against the rules',
    current: 'today’s rules',
    changed: 'not today’s rules',
    currentHelp: 'Last tried with the rules and the law content of now.',
    changedHelp:
      'The rules or the law content have changed since it was last tried. Try again: new suggestions are added, and what you have decided stays.',
    never: 'The rules have not been tried on the document, or it was before that was recorded.',
    caption: 'When the rules were tried, latest first',
    columns: {
      at: 'When',
      by: 'By',
      rules: 'Version of the rules',
      law: 'Law content (SHA-256)',
      found: 'Found',
      added: 'New suggestions',
    },
    again: 'Try the rules again',
    askedAgain: (count: number) =>
      count === 0
        ? 'The rules have been tried again. No new suggestion.'
        : count === 1
          ? 'The rules have been tried again. 1 new suggestion: decide it below.'
          : `The rules have been tried again. ${count} new suggestions: decide them below.`,
    suggestedBy: (version: string | null) =>
      version === null ? 'the rules' : `the rules, version ${version}`,
    notFoundAgain: 'The rules did not find this when they were last tried.',
    reading: 'reading',
    waiting: (count: string, one: boolean) =>
      one
        ? 'One registered document has not been tried against today’s rules and law content.'
        : `${count} registered documents have not been tried against today’s rules and law content.`,
    waitingTitle: 'The rules have changed',
    askAll: 'Try the rules on them',
    askedAll: (asked: string, added: string, left: number) =>
      `${asked} documents tried, ${added} new suggestions.${left > 0 ? ` ${left} are left: try again.` : ''}`,
  },
);
