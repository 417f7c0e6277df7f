import type { Kind, Rule } from '../rule.ts';

/** A contact that could be answered elsewhere, as it stands now. */
export interface Waiting {
  readonly id: string;
  readonly kind: Kind;
  readonly officeId: number;
  /** What it is about, as far as somebody has said; nothing: nobody has looked at it yet. */
  readonly matters: readonly { readonly taskId: number; readonly principalId: number }[];
  /** Minutes that its office was open since it came. */
  readonly waitedMinutes: number;
  /** Open minutes at its office before its promise breaks; 0 when it has, or opens no more before; null without a promise. */
  readonly minutesLeft: number | null;
  /** Skyddade personuppgifter: they are spread to no more people than need be. */
  readonly protected: boolean;
  /** Whether there is a telephone number to keep a promise by. */
  readonly hasNumber: boolean;
  /** It has been answered elsewhere, or came back: a rule moves a contact once. */
  readonly movedBefore: boolean;
  /** Somebody has it before them at its office right now. */
  readonly beingRead: boolean;
}

/** An office as it stands now. */
export interface OfficeNow {
  readonly id: number;
  /** Of the rule's area today. */
  readonly inArea: boolean;
  readonly open: boolean;
  /** Officers who are signed in. */
  readonly present: number;
  /** Contacts that are not ended, apart from those that are answered elsewhere. */
  readonly contacts: number;
  /** Contacts that are there for others, by whatever rule, and not ended. */
  readonly received: number;
}

/** An officer who is there and whom the law allows every matter of it, to the rule's level. */
export interface Able {
  readonly officerId: number;
  /** Contacts and promises that they have and have not ended. */
  readonly has: number;
}

export const STAYS = [
  'other-kind',
  'other-office',
  'other-authority',
  'protected',
  'moved-before',
  'being-read',
  'no-number',
  'not-yet',
  'not-loaded',
  'nowhere',
] as const;
export type Stays = (typeof STAYS)[number];
export const CANNOT = ['not-in-area', 'closed', 'nobody-able', 'full', 'as-loaded'] as const;
export type Cannot = (typeof CANNOT)[number];

export type Destination =
  | { readonly moves: true; readonly toOffice: number; readonly officerId: number }
  | {
      readonly moves: false;
      readonly why: Stays;
      /** Of `nowhere`: what each office lacks. */
      readonly offices: readonly { readonly id: number; readonly cannot: Cannot }[];
    };

const stays = (why: Stays): Destination => ({ moves: false, why, offices: [] });

/** Open contacts for each officer who is there; without any, whatever waits is too much. */
export function loadOf({ contacts, present }: Pick<OfficeNow, 'contacts' | 'present'>): number {
  if (present > 0) return contacts / present;
  return contacts === 0 ? 0 : Number.POSITIVE_INFINITY;
}

/**
 * Where a rule takes a contact: to the office that is open, has somebody whom the law allows it, has room by the rule, and has no
 * more to do for each officer with it than its own office has now; of several the least loaded, then the one named first. Its
 * promise, if any, is for the officer there who has least to do. An office that lacks any of it receives nothing.
 */
export function whereTo(
  rule: Rule,
  waiting: Waiting,
  offices: readonly OfficeNow[],
  able: (officeId: number) => readonly Able[],
): Destination {
  const home = offices.find(({ id }) => id === waiting.officeId);
  if (!rule.kinds.includes(waiting.kind)) return stays('other-kind');
  if (home?.inArea !== true || !rule.fromOffices.includes(home.id)) return stays('other-office');
  if (!isAbout(rule, waiting)) return stays('other-authority');
  if (waiting.protected) return stays('protected');
  if (waiting.movedBefore) return stays('moved-before');
  if (waiting.beingRead) return stays('being-read');
  if (waiting.kind === 'promise' && !waiting.hasNumber) return stays('no-number');
  if (!isDue(rule, waiting)) return stays('not-yet');
  if (rule.loadOver !== null && loadOf(home) <= rule.loadOver) return stays('not-loaded');

  const found: { office: OfficeNow; officerId: number; load: number }[] = [];
  const lacking: { id: number; cannot: Cannot }[] = [];
  for (const id of rule.toOffices) {
    const office = offices.find((each) => each.id === id);
    const [first] = [...able(id)].sort((a, b) => a.has - b.has || a.officerId - b.officerId);
    const cannot = whyNot(rule, home, office, first);
    if (cannot !== null) lacking.push({ id, cannot });
    else if (office !== undefined && first !== undefined)
      found.push({ office, officerId: first.officerId, load: loadOf(office) });
  }
  // Sorting keeps the order of the rule among those that are alike.
  const [best] = found.sort((a, b) => a.load - b.load);
  if (best === undefined) return { moves: false, why: 'nowhere', offices: lacking };
  return { moves: true, toOffice: best.office.id, officerId: best.officerId };
}

/** A rule of one authority or task takes what is about nothing else: the rest of the contact would go with it. */
function isAbout({ principalId, taskId }: Rule, { matters }: Waiting): boolean {
  if (principalId === null) return true;
  return (
    matters.length > 0 &&
    matters.every(
      (matter) => matter.principalId === principalId && (taskId === null || matter.taskId === taskId),
    )
  );
}

function isDue(rule: Rule, { kind, minutesLeft, waitedMinutes }: Waiting): boolean {
  if (kind === 'promise')
    return rule.promiseMinutes !== null && minutesLeft !== null && minutesLeft <= rule.promiseMinutes;
  return rule.afterMinutes !== null && waitedMinutes >= rule.afterMinutes;
}

function whyNot(
  rule: Rule,
  home: OfficeNow,
  office: OfficeNow | undefined,
  able: Able | undefined,
): Cannot | null {
  if (office?.inArea !== true) return 'not-in-area';
  if (!office.open) return 'closed';
  if (able === undefined) return 'nobody-able';
  if (office.received >= rule.mostAtOnce) return 'full';
  return loadOf({ ...office, contacts: office.contacts + 1 }) <= loadOf(home) ? null : 'as-loaded';
}
