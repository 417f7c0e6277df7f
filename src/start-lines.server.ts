import { promiseLine } from './contacts/pages/promises.tsx';
import { copiesLine } from './copies/start-line.server.ts';
import { draftsLine, endingLine } from './drafting/start-line.server.ts';
import { complaintLine } from './faults/pages/staff-complaints.tsx';
import { mailLine } from './mail/pages/undelivered.tsx';
import { competenceLine } from './mandates/start-line.server.ts';
import { reportLines } from './reports/start-lines.server.ts';
import type { StartLine } from './shell/http.ts';
import { deskLines } from './supervision/start-lines.server.ts';

/** What each room has to say on the start page. */
export const startLines: readonly StartLine[] = [
  promiseLine,
  mailLine,
  complaintLine,
  copiesLine,
  draftsLine,
  endingLine,
  competenceLine,
  ...reportLines,
  ...deskLines,
];
