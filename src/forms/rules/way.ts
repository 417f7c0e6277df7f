import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Condition, Level } from '../../law/facts.ts';
import type { Verdict } from '../../law/verdict.ts';

/** What an officer may do with an application: decide it, receive it in the authority's name, or only hand it over. */
export const WAYS = ['decide', 'receive', 'hand-over'] as const;
export type ApplicationWay = (typeof WAYS)[number];

export const DECISIONS = ['granted', 'partly', 'refused'] as const;
export type Decision = (typeof DECISIONS)[number];

export interface Way {
  readonly way: ApplicationWay;
  /** The level of the act that records it. */
  readonly level: Level;
  /** What it rests on; of a hand-over, why no more may be done. */
  readonly verdict: Verdict;
  readonly conditions: readonly Condition[];
  /** The decisions that may be made here. */
  readonly decisions: readonly Decision[];
  /** Whether they have a mandate for the authority's personal data here. */
  readonly mayReceive: boolean;
  /** That the officer's mandate for personal data is enough to receive is our reading. */
  readonly reading: boolean;
}

/**
 * The closed list says whether an officer decides or only receives (3 § lagen (2019:212): "ta emot ansökningar om plats";
 * "bevilja parkeringstillstånd"). `action`: of the item that the exercise of authority rests on; null where it rests on a delegation
 * (6 kap. 37 § kommunallagen (2017:725)) and no list. Who has a mandate for the authority's personal data receives in its name: a
 * "behörig befattningshavare" by 22 § förvaltningslagen (2017:900) (reading). Anybody else hands over.
 */
export function applicationWay(asked: {
  readonly authority: Verdict;
  readonly action: 'decide' | 'receive' | 'hand-out' | 'prepare' | null;
  readonly personalData: Verdict;
}): Way {
  const { authority, action, personalData } = asked;
  const mayReceive = personalData.permitted;
  if (authority.permitted && (action === null || action === 'decide'))
    return {
      ...{ way: 'decide', level: 'authority', verdict: authority, conditions: authority.conditions },
      ...{ decisions: mayDecide(authority.conditions), reading: false, mayReceive },
    };
  if (authority.permitted && action === 'receive')
    return {
      ...{ way: 'receive', level: 'authority', verdict: authority, conditions: authority.conditions },
      ...{ decisions: [], reading: false, mayReceive },
    };
  if (personalData.permitted)
    return {
      ...{ way: 'receive', level: 'personal-data', verdict: personalData, conditions: [] },
      ...{ decisions: [], reading: true, mayReceive },
    };
  return {
    ...{ way: 'hand-over', level: 'signpost', verdict: authority, conditions: [] },
    ...{ decisions: [], reading: false, mayReceive },
  };
}

/** Where the list says "bevilja", "lämna" or "ge", what goes against the person is the authority's own to decide, in part too. */
function mayDecide(conditions: readonly Condition[]): readonly Decision[] {
  return conditions.includes('favourable-only') ? ['granted'] : DECISIONS;
}

/**
 * The day that it came in (22 § förvaltningslagen (2017:900)): when it reached the authority or somebody who may receive in its
 * name. The form is the authority's own way in, so what was sent to who may receive had come in that day (reading); what is only
 * handed over comes in when it is.
 */
export function arrivedOn(way: ApplicationWay, days: { sentOn: PlainDate; today: PlainDate }): PlainDate {
  return way === 'hand-over' ? days.today : days.sentOn;
}
