/** Where the demonstration's accounts work. */
export const DEMO_MAIN_OFFICE = 'haninge';
export const DEMO_SMALL_OFFICE = 'jordbro';

/** Officers for the demonstration's accounts: employed all the time, with mandates that stay as they are. */
export const DEMO_OFFICERS = {
  /** All mandates, with identity cards and Haninge kommun's. */
  full: 'SSC-0001',
  /** A colleague at the same office: Försäkringskassan, Pensionsmyndigheten and Skatteverket, but no identity cards. */
  withoutIdentityCards: 'SSC-0002',
  /** Another colleague there who has all that the first has, to hand over to. */
  colleague: 'SSC-0003',
  /** At a small office where no identity cards are issued. */
  smallOffice: 'SSC-0004',
} as const;
