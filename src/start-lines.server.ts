import { copiesLine } from './copies/start-line.server.ts';
import { reportLines } from './reports/start-lines.server.ts';
import type { StartLine } from './shell/http.ts';

/** What each room has to say on the start page. */
export const startLines: readonly StartLine[] = [copiesLine, ...reportLines];
