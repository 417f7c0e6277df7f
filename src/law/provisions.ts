import type { Provision } from '../kernel/provision.ts';

/** Provisions that hold whatever the regime. */
export const SIGNPOSTING: Provision = { ref: '6–8 §§ förvaltningslagen (2017:900)', reading: true };
/** No statute asks for competence: 5–6 §§ lagen (2019:212) ask for the mandate and its access alone. */
export const COMPETENCE: Provision = {
  ref: 'avtalet självt: 5–6 §§ lagen (2019:212) ställer inget krav på kompetens',
  reading: true,
};
export const UNAGREED: Provision = { ref: '1–2 §§ lagen (2019:212)' };
