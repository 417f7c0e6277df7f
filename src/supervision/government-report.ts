import { z } from 'zod';
import type { PartyKind } from '../law/facts.ts';
import { text } from './deviation.ts';
import type { SentAgreement } from './sent-agreement.ts';

/** What Kammarkollegiet writes itself; the figures stand beside. */
export const GOVERNMENT_TEXTS = ['summary', 'activity', 'deviations', 'proposals'] as const;
export type GovernmentText = (typeof GOVERNMENT_TEXTS)[number];

export const GovernmentTextsSchema = z.object(
  Object.fromEntries(GOVERNMENT_TEXTS.map((name) => [name, text(20_000)])) as Record<
    GovernmentText,
    ReturnType<typeof text>
  >,
);
export type GovernmentTexts = z.output<typeof GovernmentTextsSchema>;
export const SaveGovernmentSchema = GovernmentTextsSchema.extend({
  /** The revision that it was written on; an older one than the stored is refused as `stale`. */
  revision: z.coerce.number().int().min(0),
});
/** The revision that was seen; 0 while nothing is saved. */
export const MakeAgainSchema = SaveGovernmentSchema.pick({ revision: true });
export const NO_TEXTS: GovernmentTexts = { summary: '', activity: '', deviations: '', proposals: '' };

export interface AgreementFigure {
  /** The regime's id, or the kinds of the parties in one string. */
  readonly key: string;
  readonly total: number;
  readonly concluded: number;
  readonly amended: number;
}
export interface GovernmentFigures {
  readonly byRegime: readonly AgreementFigure[];
  readonly byKind: readonly AgreementFigure[];
  readonly reports: {
    readonly owed: number;
    readonly received: number;
    readonly late: number;
    readonly absent: number;
  };
  readonly deviations: readonly {
    readonly provision: string;
    readonly count: number;
    readonly authorities: readonly string[];
  }[];
  readonly undecided: number;
  readonly advice: number;
}

/** What is frozen: this and the PDF say the same. */
export interface GovernmentContent {
  readonly schema: 1;
  readonly year: number;
  readonly language: 'sv';
  readonly demonstration: boolean;
  readonly figures: GovernmentFigures;
  readonly texts: GovernmentTexts;
}

/**
 * Agreements by what `keyOf` says of them. `copies`: every version that had come in by the end of the year; an agreement
 * counts once, by the newest of its versions, as new or changed by the days on which its versions were decided.
 */
export function agreementFigures(
  copies: readonly (SentAgreement & { readonly agreementId: number })[],
  year: number,
  keyOf: (agreement: SentAgreement) => string,
): AgreementFigure[] {
  const figures = new Map<string, AgreementFigure>();
  for (const versions of Map.groupBy(copies, (copy) => copy.agreementId).values()) {
    const newest = versions.reduce((a, b) => (b.version > a.version ? b : a));
    const during = (day: string) => day.startsWith(`${year}-`);
    const concluded = during(newest.signedOn);
    const amended = versions.some((each) => each.version > 1 && during(each.decidedOn));
    const key = keyOf(newest);
    const sum = figures.get(key) ?? { key, total: 0, concluded: 0, amended: 0 };
    figures.set(key, {
      key,
      total: sum.total + 1,
      concluded: sum.concluded + Number(concluded),
      amended: sum.amended + Number(amended),
    });
  }
  return [...figures.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

const ORDER: readonly PartyKind[] = ['state', 'municipality', 'region', 'social-insurance-office'];
/** `state+municipality`: the kinds that are parties, each once; two state authorities are `state+state`. */
export function kindsOf({ parties }: SentAgreement): string {
  const kinds = ORDER.filter((kind) => parties.some((party) => party.kind === kind));
  return kinds.length === 1 && parties.length > 1 ? `${kinds[0]}+${kinds[0]}` : kinds.join('+');
}
