export const STATES = ['received', 'started', 'closed'] as const;
export type State = (typeof STATES)[number];

/** How a body closes a report. `duplicate` is closed by naming the other. */
export const CLOSE_KINDS = ['fixed', 'not-ours', 'cannot', 'nothing-found', 'duplicate'] as const;
/** The ways that are chosen as such. */
export const BODY_CLOSES = ['fixed', 'not-ours', 'cannot', 'nothing-found'] as const;
export type CloseKind = (typeof CLOSE_KINDS)[number];

export const COMPLAINT_KINDS = ['view', 'complaint', 'praise'] as const;
export type ComplaintKind = (typeof COMPLAINT_KINDS)[number];
