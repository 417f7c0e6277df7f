import type { Provision } from '../kernel/provision.ts';

/** Provisions that hold whatever the regime. */
export const SIGNPOSTING: Provision = { ref: '6–8 §§ förvaltningslagen (2017:900)', reading: true };
export const UNAGREED: Provision = { ref: '1–2 §§ lagen (2019:212)' };
