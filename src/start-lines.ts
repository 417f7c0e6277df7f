import type { StartLine } from './shell/http.ts';

/** What each room has to say on the start page. */
export const startLines: readonly StartLine[] = [];
