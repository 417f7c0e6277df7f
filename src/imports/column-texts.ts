import type { ColumnName, ImportKind } from './columns.ts';

const authority = (of: readonly [string, string]) =>
  [
    `${of[0]}: organisationsnummer, eller det exakta namnet för ett organ som har upphört och saknar nummer`,
    `${of[1]}: organisation number, or the exact name of a body of the past that has none`,
  ] as const;
const day = (sv: string, en: string) => [`${sv} (ÅÅÅÅ-MM-DD)`, `${en} (YYYY-MM-DD)`] as const;
const last = day(
  'Sista dag som räknas; tom = tills vidare',
  'Last day that counts; empty = until further notice',
);
const yesNo = (sv: string, en: string) => [`${sv}: yes eller no`, `${en}: yes or no`] as const;

const hours = (sv: string, en: string) =>
  [
    `Tiderna på ${sv}, till exempel 10:00-16:00, med lunchstängt 10:00-12:00;13:00-16:00; tom = stängt`,
    `The hours on ${en}, for example 10:00-16:00, closed for lunch 10:00-12:00;13:00-16:00; empty = closed`,
  ] as const;

/** What each column means, Swedish and English. */
export const columnTexts: {
  readonly [K in ImportKind]: Readonly<Record<ColumnName<K>, readonly [string, string]>>;
} = {
  authorities: {
    orgNumber: [
      'Organisationsnummer; får vara tomt bara med endedOn',
      'Organisation number; may be empty only with endedOn',
    ],
    name: ['Fullständigt namn', 'Full name'],
    shortName: ['Förkortning; tom = namnet', 'Short name; empty = the name'],
    kind: [
      'state, municipality, region eller social-insurance-office',
      'state, municipality, region or social-insurance-office',
    ],
    endedOn: day('Dagen då organet upphörde', 'The day on which the body ended'),
    source: ['Varifrån uppgiften kommer', 'Where it comes from'],
    verifiedOn: day(
      'Dagen då uppgiften jämfördes med källan',
      'The day on which it was compared with its source',
    ),
  },
  systems: {
    code: ['Kort namn, unikt', 'Short name, unique'],
    authority: authority(['Myndigheten vars system det är', 'The authority whose system it is']),
    name: ['Namn', 'Name'],
  },
  offices: {
    code: ['Kort namn, unikt', 'Short name, unique'],
    name: ['Namn, unikt', 'Name, unique'],
    type: [
      'Kontorstyp: large, medium, small eller flexible',
      'Type of office: large, medium, small or flexible',
    ],
    operator: authority(['Den som driver kontoret', 'Who runs the office']),
    region: [
      'Serviceregion; behövs bara för ett kontorsområde som är nytt',
      'Service region; needed only for an office area that is new',
    ],
    area: ['Kontorsområde', 'Office area'],
    municipality: ['Kommunkod, fyra siffror', 'Municipality code, four digits'],
    locality: ['Ort', 'Locality'],
    latitude: ['Latitud, grader (WGS 84)', 'Latitude, degrees (WGS 84)'],
    longitude: ['Longitud, grader (WGS 84)', 'Longitude, degrees (WGS 84)'],
    openFrom: day('Första besöksdag', 'First visiting day'),
    openTo: last,
  },
  'office-weeks': {
    office: ['Kontorets kod', 'Code of the office'],
    from: day(
      'Första dag, i dag eller senare; veckan gäller tills nästa börjar',
      'First day, today or later; the week holds until the next one begins',
    ),
    monday: hours('måndag', 'Monday'),
    tuesday: hours('tisdag', 'Tuesday'),
    wednesday: hours('onsdag', 'Wednesday'),
    thursday: hours('torsdag', 'Thursday'),
    friday: hours('fredag', 'Friday'),
    saturday: hours('lördag', 'Saturday'),
    sunday: hours('söndag', 'Sunday'),
    closedOnBridgeDays: yesNo('Stängt på klämdagar; tom = no', 'Closed on klämdagar; empty = no'),
    summerFromWeek: ['Sommarstängt från vecka, 23–34', 'Closed in summer from week, 23–34'],
    summerToWeek: ['Sommarstängt till och med vecka', 'Closed in summer to and including week'],
    reason: [
      'Skäl; behövs om veckan avviker från kontorstypen',
      'Reason; needed when the week departs from the type of the office',
    ],
  },
  'office-exceptions': {
    office: ['Kontorets kod', 'Code of the office'],
    from: day('Första dag, i dag eller senare', 'First day, today or later'),
    to: day('Sista dag; tom = samma dag', 'Last day; empty = the same day'),
    hours: [
      'Tiderna, till exempel 10:00-12:00;13:00-15:00; tom = stängt',
      'The hours, for example 10:00-12:00;13:00-15:00; empty = closed',
    ],
    cause: [
      'Orsak som visas för besökare: premises, staffing, training, event, safety, holiday eller other',
      'Cause that visitors are told: premises, staffing, training, event, safety, holiday or other',
    ],
    reason: [
      'Skäl; behövs om dagen avviker från kontorstypen och vid orsaken other',
      'Reason; needed when the day departs from the type of the office, and with the cause other',
    ],
  },
  officers: {
    code: ['Kort namn, unikt; aldrig ett personnummer', 'Short name, unique; never an identity number'],
    name: ['Namn', 'Name'],
    employer: authority(['Arbetsgivaren', 'The employer']),
    homeOffice: ['Kontorets kod', 'Code of the office'],
    fullTimeShare: ['Del av heltid, 0,01–1; tom = 1', 'Share of full time, 0.01–1; empty = 1'],
    employedFrom: day('Första anställningsdag', 'First day of employment'),
    employedTo: last,
  },
  agreements: {
    diaryNumber: [
      'Diarienummer; rader med samma nummer och version hör ihop',
      'Diary number; rows of the same number and version belong together',
    ],
    version: [
      '1 för avtalet som det slöts, 2 för den första ändringen',
      '1 for the agreement as concluded, 2 for the first amendment',
    ],
    name: ['Avtalets namn', 'Name of the agreement'],
    signedOn: day(
      'Dagen då avtalet slöts; den avgör vilken lag som gäller',
      'The day of conclusion; it decides which law governs',
    ),
    decidedOn: day(
      'Dagen då versionen beslutades; tom för version 1',
      'The day this version was concluded; empty for version 1',
    ),
    validFrom: day('Versionens första dag', 'First day of the version'),
    validTo: last,
    governmentDirected: yesNo(
      'Om regeringen har bestämt att avtalet ska ingås',
      'Whether the Government has decided that it be concluded',
    ),
    basis: [
      'Slag av avtal: service-agreement (samtjänst, serviceavtal), municipal-cooperation (avtalssamverkan enligt 9 kap. 37 § kommunallagen) eller own-office (kommunens eller regionens eget kontor); tom = service-agreement',
      'Kind of agreement: service-agreement, municipal-cooperation (avtalssamverkan, 9 kap. 37 § kommunallagen) or own-office (a municipality’s or region’s own office); empty = service-agreement',
    ],
    approvedOn: day(
      'Dagen då avtalet godkändes (lagarna före juni 2009)',
      'The day of its approval (the laws before June 2009)',
    ),
    amendmentApprovedOn: day(
      'Dagen då ändringen själv godkändes, från version 2 (2 § lagen (1994:686)); källan blir det som godkännandet stöds på',
      'The day on which the amendment itself was approved, from version 2 (2 § lagen (1994:686)); the source is kept as what it rests on',
    ),
    termEndsOn: day('Sista dagen av den avtalade tiden', 'Last day of the stated term'),
    parties: [
      'Parternas organisationsnummer med ; emellan',
      'Organisation numbers of the parties, ; between',
    ],
    offices: ['all, eller kontorskoder med ; emellan', 'all, or office codes with ; between'],
    competence: [
      'Vad saknad kompetens betyder: not-asked, warns eller blocks; tom = som versionen före, annars not-asked',
      'What missing competence means: not-asked, warns or blocks; empty = as the version before, else not-asked',
    ],
    principal: authority(['För vems räkning uppgiften utförs', 'In whose name the task is done']),
    performer: authority(['Den som utför uppgiften', 'Who does the task']),
    task: [
      'Uppgiftens kod; tom om avtalets uppgifter inte är kända',
      'Code of the task; empty when the tasks are not known',
    ],
    exercisesAuthority: yesNo(
      'Om uppgiften innefattar myndighetsutövning',
      'Whether the task includes exercise of public authority',
    ),
    requiresPersonalData: yesNo(
      'Om uppgiften kräver tillgång till personuppgifter',
      'Whether the task needs access to personal data',
    ),
    listedSeparately: yesNo(
      'Om uppgiften är redovisad särskilt i avtalet',
      'Whether the agreement lists the task separately',
    ),
    performersNamed: yesNo(
      'Om avtalet anger vem som utför uppgiften (lagarna 1997 och 2004)',
      'Whether the agreement names who does it (the laws of 1997 and 2004)',
    ),
    catalogueItem: [
      'Punkten i lagens lista, vid myndighetsutövning',
      'The item of the law’s list, for exercise of authority',
    ],
    access: [
      'Huvudmannens system som uppgiften behöver, med ; emellan',
      'Systems of the principal that the task needs, ; between',
    ],
    taskOffices: [
      'Kontorskoder med ; emellan; tom = som avtalet',
      'Office codes with ; between; empty = as the agreement',
    ],
    copySentOn: day(
      'Dagen då en kopia skickades till Kammarkollegiet; tom = inte skickad än',
      'The day on which a copy was sent to Kammarkollegiet; empty = not sent yet',
    ),
    source: ['Varifrån uppgiften kommer', 'Where it comes from'],
    note: ['Vad läsaren bör veta', 'What the reader should know'],
  },
  mandates: {
    officer: ['Handläggarens kod', 'Code of the officer'],
    agreement: ['Avtalets diarienummer', 'Diary number of the agreement'],
    principal: authority(['Den som ger uppdraget', 'Who gives the mandate']),
    kind: [
      'commission (uppdragsavtal), employment (anställningsavtal) eller delegation (enligt kommunallagen)',
      'commission, employment or delegation (under kommunallagen)',
    ],
    from: day('Första dag', 'First day'),
    to: last,
    signedByPrincipalOn: day('Dagen då huvudmannen skrev under', 'The day on which the principal signed'),
    signedByOfficerOn: day('Dagen då handläggaren skrev under', 'The day on which the officer signed'),
    delegationOrder: [
      'Vid delegation: delegationsordningen, med sin punkt',
      'Of a delegation: the delegation order, with its item',
    ],
    decidedBy: ['Vid delegation: vem som beslutade den', 'Of a delegation: who decided it'],
    withdrawnOn: day('Dagen då uppdraget återkallades', 'The day on which it was withdrawn'),
    withdrawnReason: ['Varför det återkallades', 'Why it was withdrawn'],
    tasks: [
      'uppgift:nivå med ; emellan; nivån är personal-data eller authority',
      'task:level, ; between; the level is personal-data or authority',
    ],
    access: ['System som uppdraget öppnar, med ; emellan', 'Systems that the mandate opens, ; between'],
  },
  'access-grants': {
    officer: ['Handläggarens kod', 'Code of the officer'],
    system: ['Systemets kod', 'Code of the system'],
    from: day('Första dag', 'First day'),
    to: last,
    source: ['Varifrån uppgiften kommer', 'Where it comes from'],
  },
  visits: {
    visit: [
      'Besökets beteckning vid kontoret den dagen; rader med samma beteckning är ett besök. Inte datum och fyra siffror: det liknar ett personnummer',
      'The office’s reference of the visit that day; rows of the same one are one visit. Not a day and four digits: that looks like an identity number',
    ],
    office: ['Kontorets kod', 'Code of the office'],
    officer: ['Handläggarens kod', 'Code of the officer'],
    openedAt: [
      'När besöket började: svensk tid, eller med tidszon (2026-11-02T09:15Z)',
      'When the visit began: Swedish time, or with an offset (2026-11-02T09:15Z)',
    ],
    closedAt: ['När besöket slutade', 'When the visit ended'],
    task: ['Uppgiftens kod', 'Code of the task'],
    authority: authority(['Myndigheten vars ärende det är', 'The authority whose matter it is']),
    level: [
      'signpost, guidance, e-service, personal-data eller authority',
      'signpost, guidance, e-service, personal-data or authority',
    ],
    helpForm: ['own-device, customer-workstation eller desk', 'own-device, customer-workstation or desk'],
    outcome: [
      'solved, partly, referred, handed-over eller left',
      'solved, partly, referred, handed-over or left',
    ],
    actedAt: ['När det gjordes; tom = när besöket började', 'When it was done; empty = when the visit began'],
    conditions: [
      'Bekräftade villkor vid myndighetsutövning, med ; emellan',
      'Conditions confirmed for exercise of authority, ; between',
    ],
  },
};
