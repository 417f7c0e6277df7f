import { catalogue, type Locale } from '../ui/texts.ts';
import type { Condition, Level } from './facts.ts';
import { type Ground, type Reason, type Verdict, warns } from './verdict.ts';

type Facts = NonNullable<Ground['facts']>;

/** The sentences of verdicts: one per reason, in the words of somebody at a desk. */
export const verdictTexts = catalogue(
  {
    level: {
      signpost: 'visa vägen',
      guidance: 'vägledning',
      'e-service': 'stöd i e-tjänst',
      'personal-data': 'åtkomst till personuppgifter',
      authority: 'myndighetsutövning',
    },
    ground: {
      signposting: 'Att visa vägen',
      agreement: 'Avtal',
      regime: 'Regelverk',
      parties: 'Parter',
      approval: 'Godkännande',
      term: 'Avtalstid',
      'in-force': 'Avtalet gäller',
      performer: 'Anställning',
      office: 'Kontor',
      'task-direction': 'Uppgiften i avtalet',
      'separate-listing': 'Särskild redovisning',
      'access-stated': 'Angiven åtkomst',
      'performers-named': 'Namngivna utförare',
      catalogue: 'Lagens lista',
      mandate: 'Personligt uppdrag',
      'mandate-kind': 'Slag av uppdrag',
      'mandate-access': 'Åtkomst i uppdraget',
      competence: 'Kompetens',
    },
    condition: {
      'simple-case': 'Det är ett enklare fall',
      'favourable-only': 'Beslutet är gynnande: inget avslag eller återkrav',
      'no-special-support': 'Barnet behöver inte särskilt stöd enligt skollagen',
      'in-person': 'Handlingen lämnas till sökanden personligen',
      'not-of-principle':
        'Ärendet är inte av principiell beskaffenhet eller annars av större vikt, och får delegeras',
    },
    ok: {
      signposting: 'Alla får hjälp att hitta rätt myndighet.',
      agreement: (f: Facts) => `${f.diaryNumber}, version ${f.version}`,
      regime: (f: Facts) => `Tecknat ${f.signedOn}`,
      parties: 'Lagen tillåter att den ena handlar för den andra.',
      approval: (f: Facts) => `Godkänt ${f.approvedOn}`,
      term: (f: Facts) => `Till och med ${f.termEndsOn}`,
      'in-force': (f: Facts) => (f.to === null ? `Från ${f.from}, tills vidare` : `${f.from} – ${f.to}`),
      performer: 'Handläggaren är anställd hos den som utför uppgiften.',
      office: 'Kontoret ingår.',
      'task-direction': 'Uppgiften ingår.',
      'separate-listing': 'Uppgiften är särskilt redovisad.',
      'access-stated': 'Avtalet anger vilken åtkomst som behövs.',
      'performers-named': 'Avtalet anger vem som utför uppgiften.',
      catalogue: (f: Facts) => `Punkt ${f.item}`,
      mandate: (f: Facts) =>
        f.to === null ? `Uppdrag ${f.mandate} från ${f.from}` : `Uppdrag ${f.mandate}, ${f.from} – ${f.to}`,
      'mandate-kind': 'Uppdraget är av rätt slag.',
      'mandate-access': 'Uppdraget ger den åtkomst som behövs.',
      competence: (f: Facts) =>
        f.to === null ? `Visad kompetens från ${f.from}` : `Visad kompetens ${f.from} – ${f.to}`,
    },
    reason: {
      ok: 'Uppfyllt.',
      'no-agreement': 'Det finns inget avtal om uppgiften med den myndigheten.',
      'task-of-own-authority':
        'Uppgiften är den egna myndighetens: den utförs inte för någon annan och vilar inte på något avtal. Systemet prövar bara det som görs för andra och vid kommuners och regioners egna kontor.',
      'regime-unknown': 'Avtalets regelverk finns inte i systemet.',
      'signed-under-another-regime': 'Avtalet är tecknat en dag då ett annat regelverk gällde.',
      'begins-after-its-regime': (f: Facts) =>
        `Avtalet tecknades ${f.signedOn} men började gälla först under nästa lag. Det prövas efter den lag som gällde när det tecknades.`,
      'direction-not-allowed':
        'Lagen låter inte den parten handla för den andra. Mellan kommuner och regioner gäller i stället avtalssamverkan (9 kap. 37 § kommunallagen), som registreras för sig med delegation som grund.',
      'not-approved': 'Avtalet är inte godkänt.',
      'approved-later': (f: Facts) => `Avtalet godkändes först ${f.approvedOn}.`,
      'approval-revoked': (f: Facts) => `Godkännandet återkallades ${f.revokedOn}.`,
      'term-missing': 'Avtalet anger ingen avtalstid, och regelverket kräver det.',
      'term-too-long': (f: Facts) => `Avtalstiden går längre än lagen tillåter (${f.longestTerm}).`,
      'term-ended': (f: Facts) => `Avtalstiden gick ut ${f.termEndsOn}.`,
      'not-yet-in-force': (f: Facts) => `Avtalet börjar gälla ${f.from}.`,
      'no-longer-in-force': (f: Facts) => `Avtalet gällde till och med ${f.to}.`,
      'removed-by-amendment': (f: Facts) =>
        `Uppgiften ingick till och med ${f.to}. Avtalet gäller fortfarande, men version ${f.amendment} tog bort den.`,
      'officer-unknown': 'Handläggaren finns inte i registret.',
      'officer-not-employed': 'Handläggaren är inte anställd den dagen.',
      'officer-of-another-employer': 'Handläggaren är inte anställd hos den som ska utföra uppgiften.',
      'office-unknown': 'Kontoret finns inte i registret.',
      'office-not-open': 'Kontoret är inte öppnat eller har stängt den dagen.',
      'office-of-another-operator': 'Kontoret drivs av någon annan än den som ska utföra uppgiften.',
      'office-not-in-agreement': 'Avtalet gäller inte vid det här kontoret.',
      'office-not-for-task': 'Uppgiften utförs inte vid det här kontoret.',
      'task-unknown': 'Uppgiften finns inte i registret.',
      'task-of-another-authority': 'Uppgiften är en annan myndighets: den här kan inte avtala om den.',
      'not-in-agreement': 'Avtalet omfattar inte det för den här uppgiften.',
      'not-listed-separately': 'Uppgiften är inte särskilt redovisad i avtalet.',
      'access-not-stated': 'Avtalet anger inte vilken åtkomst till personuppgifter som behövs.',
      'performers-not-named': 'Avtalet anger inte vem som utför uppgiften, och regelverket kräver det.',
      'authority-never': 'Regelverket tillåter ingen myndighetsutövning för andra.',
      'list-not-known': 'Lagens lista är inte känd för den dagen, och systemet gissar inte.',
      'no-catalogue-item': 'Uppgiften svarar inte mot någon punkt i lagens lista.',
      'item-of-another-list': 'Punkten hör till en annan lista än avtalets.',
      'item-for-another-task': 'Punkten gäller en annan uppgift.',
      'item-not-valid': 'Punkten gäller inte den dagen.',
      'no-mandate': 'Det saknas ett personligt uppdrag från myndigheten.',
      'mandate-of-another-agreement': 'Uppdraget hör till ett annat avtal.',
      'mandate-withdrawn': (f: Facts) => `Uppdraget är återkallat från och med ${f.withdrawnOn}.`,
      'mandate-not-yet': (f: Facts) => `Uppdraget börjar gälla ${f.from}.`,
      'mandate-ended': (f: Facts) => `Uppdraget gick ut ${f.to}.`,
      'mandate-not-signed': 'Uppdraget är inte undertecknat av båda.',
      'mandate-without-task': 'Uppdraget omfattar inte den här uppgiften på den nivån.',
      'kind-not-enough': 'Uppdraget är inte av ett slag som lagen godtar här.',
      'mandate-without-access': 'Uppdraget ger inte den åtkomst som uppgiften behöver.',
      'delegation-order-not-stated':
        'Delegationen gäller, men det är inte antecknat i vilken delegationsordning den står eller vem som beslutade.',
      'competence-missing': 'Avtalet begär kompetens för uppgiften, och handläggaren har ingen registrerad.',
      'competence-not-yet': (f: Facts) => `Handläggarens kompetens för uppgiften räknas från ${f.from}.`,
      'competence-ended': (f: Facts) => `Handläggarens kompetens för uppgiften gick ut ${f.to}.`,
      'competence-withdrawn': (f: Facts) =>
        `Handläggarens kompetens för uppgiften är återkallad från ${f.withdrawnOn}.`,
    },
    reading: 'tolkning',
    warning: 'Varning',
  },
  {
    level: {
      signpost: 'showing the way',
      guidance: 'guidance',
      'e-service': 'help in an e-service',
      'personal-data': 'access to personal data',
      authority: 'exercise of authority',
    },
    ground: {
      signposting: 'Showing the way',
      agreement: 'Agreement',
      regime: 'Regime',
      parties: 'Parties',
      approval: 'Approval',
      term: 'Term',
      'in-force': 'In force',
      performer: 'Employment',
      office: 'Office',
      'task-direction': 'The task in the agreement',
      'separate-listing': 'Separate listing',
      'access-stated': 'Stated access',
      'performers-named': 'Named performers',
      catalogue: 'The list of the law',
      mandate: 'Personal mandate',
      'mandate-kind': 'Kind of mandate',
      'mandate-access': 'Access in the mandate',
      competence: 'Competence',
    },
    condition: {
      'simple-case': 'It is a simple case',
      'favourable-only': 'The decision is favourable: no rejection or recovery',
      'no-special-support': 'The child does not need special support under the Education Act',
      'in-person': 'The document is handed to the applicant in person',
      'not-of-principle': 'The matter is not one of principle or greater weight, and may be delegated',
    },
    ok: {
      signposting: 'Everybody gets help to find the right authority.',
      agreement: (f: Facts) => `${f.diaryNumber}, version ${f.version}`,
      regime: (f: Facts) => `Signed ${f.signedOn}`,
      parties: 'The law lets the one act for the other.',
      approval: (f: Facts) => `Approved ${f.approvedOn}`,
      term: (f: Facts) => `Until ${f.termEndsOn}`,
      'in-force': (f: Facts) =>
        f.to === null ? `From ${f.from}, until further notice` : `${f.from} – ${f.to}`,
      performer: 'The officer is employed by the one who performs the task.',
      office: 'The office is included.',
      'task-direction': 'The task is included.',
      'separate-listing': 'The task is listed separately.',
      'access-stated': 'The agreement states the access that is needed.',
      'performers-named': 'The agreement names who performs the task.',
      catalogue: (f: Facts) => `Item ${f.item}`,
      mandate: (f: Facts) =>
        f.to === null ? `Mandate ${f.mandate} from ${f.from}` : `Mandate ${f.mandate}, ${f.from} – ${f.to}`,
      'mandate-kind': 'The mandate is of the right kind.',
      'mandate-access': 'The mandate gives the access that is needed.',
      competence: (f: Facts) =>
        f.to === null ? `Competence shown from ${f.from}` : `Competence shown ${f.from} – ${f.to}`,
    },
    reason: {
      ok: 'Met.',
      'no-agreement': 'There is no agreement on the task with that authority.',
      'task-of-own-authority':
        'The task is the officer’s own authority’s: it is done for nobody else and rests on no agreement. The system answers only for what is done for others and at own offices of municipalities and regions.',
      'regime-unknown': 'The regime of the agreement is not in the system.',
      'signed-under-another-regime': 'The agreement was signed on a day of another regime.',
      'begins-after-its-regime': (f: Facts) =>
        `The agreement was signed on ${f.signedOn} and began only under the next law. It is judged by the law of its signing.`,
      'direction-not-allowed':
        'The law does not let that party act for the other. Between municipalities and regions it is avtalssamverkan instead (9 kap. 37 § kommunallagen), recorded as such and resting on delegation.',
      'not-approved': 'The agreement has not been approved.',
      'approved-later': (f: Facts) => `The agreement was approved only on ${f.approvedOn}.`,
      'approval-revoked': (f: Facts) => `The approval was revoked on ${f.revokedOn}.`,
      'term-missing': 'The agreement states no term, and the regime requires one.',
      'term-too-long': (f: Facts) => `The term reaches past what the law allows (${f.longestTerm}).`,
      'term-ended': (f: Facts) => `The term ended on ${f.termEndsOn}.`,
      'not-yet-in-force': (f: Facts) => `The agreement begins on ${f.from}.`,
      'no-longer-in-force': (f: Facts) => `The agreement held until ${f.to}.`,
      'removed-by-amendment': (f: Facts) =>
        `The task was included until ${f.to}. The agreement still holds, but version ${f.amendment} removed it.`,
      'officer-unknown': 'The officer is not in the register.',
      'officer-not-employed': 'The officer is not employed on that day.',
      'officer-of-another-employer': 'The officer is not employed by the one who performs the task.',
      'office-unknown': 'The office is not in the register.',
      'office-not-open': 'The office has not opened, or has closed for good, on that day.',
      'office-of-another-operator': 'The office is run by somebody other than the one who performs the task.',
      'office-not-in-agreement': 'The agreement does not apply at this office.',
      'office-not-for-task': 'The task is not done at this office.',
      'task-unknown': 'The task is not in the register.',
      'task-of-another-authority': 'The task is another authority’s: this one cannot agree on it.',
      'not-in-agreement': 'The agreement does not include that for this task.',
      'not-listed-separately': 'The task is not listed separately in the agreement.',
      'access-not-stated': 'The agreement does not state which access to personal data is needed.',
      'performers-not-named':
        'The agreement does not name who performs the task, and the regime requires it.',
      'authority-never': 'The regime allows no exercise of authority for others.',
      'list-not-known': 'The list of the law is not known for that day, and the system does not guess.',
      'no-catalogue-item': 'The task matches no item in the list of the law.',
      'item-of-another-list': 'The item belongs to another list than the agreement’s.',
      'item-for-another-task': 'The item concerns another task.',
      'item-not-valid': 'The item does not apply on that day.',
      'no-mandate': 'There is no personal mandate from the authority.',
      'mandate-of-another-agreement': 'The mandate belongs to another agreement.',
      'mandate-withdrawn': (f: Facts) => `The mandate is withdrawn from ${f.withdrawnOn}.`,
      'mandate-not-yet': (f: Facts) => `The mandate begins on ${f.from}.`,
      'mandate-ended': (f: Facts) => `The mandate ended on ${f.to}.`,
      'mandate-not-signed': 'The mandate is not signed by both.',
      'mandate-without-task': 'The mandate does not cover this task at that level.',
      'kind-not-enough': 'The mandate is not of a kind that the law accepts here.',
      'mandate-without-access': 'The mandate does not give the access that the task needs.',
      'delegation-order-not-stated':
        'The delegation holds, but it is not recorded in which delegation order it stands or who decided.',
      'competence-missing':
        'The agreement asks for competence in the task, and none is recorded for the officer.',
      'competence-not-yet': (f: Facts) => `The officer’s competence in the task counts from ${f.from}.`,
      'competence-ended': (f: Facts) => `The officer’s competence in the task ended on ${f.to}.`,
      'competence-withdrawn': (f: Facts) =>
        `The officer’s competence in the task is withdrawn from ${f.withdrawnOn}.`,
    },
    reading: 'reading',
    warning: 'Warning',
  },
);

// Exhaustive both ways: a reason, ground, level or condition without a text does not compile.
verdictTexts.sv satisfies {
  readonly reason: Record<Reason, unknown>;
  readonly ok: Record<Ground['code'], unknown>;
  readonly ground: Record<Ground['code'], string>;
  readonly level: Record<Level, string>;
  readonly condition: Record<Condition, string>;
};

/** What a ground says. */
export function groundSentence(ground: Ground, locale: Locale): string {
  const t = verdictTexts[locale];
  // A warning holds, and tells why it is one.
  const text = ground.holds && !warns(ground) ? t.ok[ground.code] : t.reason[ground.reason];
  return typeof text === 'function' ? text(ground.facts ?? {}) : text;
}

/** What stands in the way, in a row of sentences. */
export function whyNot(verdict: Verdict, locale: Locale): string {
  return verdict.grounds
    .filter((ground) => !ground.holds)
    .map((ground) => groundSentence(ground, locale))
    .join(' ');
}
