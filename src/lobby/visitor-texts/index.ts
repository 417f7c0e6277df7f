import type { VisitorLanguage } from '../visitor-language.ts';
import { ar } from './ar.ts';
import { en } from './en.ts';
import { fi } from './fi.ts';
import { se } from './se.ts';
import { so } from './so.ts';
import { sv, type VisitorTexts } from './sv.ts';

export type { VisitorTexts };
export const visitorTexts: Readonly<Record<VisitorLanguage, VisitorTexts>> = { sv, en, fi, se, ar, so };

/** What a visitor is told of a refusal of the queue, by its reason. */
export function refusalText(reason: unknown, t: VisitorTexts): string {
  switch (reason) {
    case 'closed-early':
      return t.closedEarly;
    case 'office-closed':
      return t.closed;
    case 'need-paused':
    case 'unknown-need':
      return t.needPaused;
    case 'too-many-tickets':
      return t.tooMany;
    case 'too-late-to-return':
      return t.missedTooLate;
    case 'ticket-is-left':
      return t.left;
    case 'ticket-is-finished':
      return t.finished;
    case 'ticket-is-serving':
      return t.serving;
    default:
      return t.tryAgain;
  }
}
