import { copiesLine } from './copies/start-line.server.ts';
import { draftsLine, endingLine } from './drafting/start-line.server.ts';
import type { StartLine } from './shell/http.ts';
import { deskLines } from './supervision/start-lines.server.ts';

/** What each room has to say on the start page. */
export const startLines: readonly StartLine[] = [copiesLine, draftsLine, endingLine, ...deskLines];
