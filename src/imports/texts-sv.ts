import type { ProblemTexts } from './texts.ts';

export const problemsSv: ProblemTexts = {
  'file-too-large': (f) => `Filen är större än ${f.megabytes} MB. Dela den i flera filer.`,
  'too-many-rows': (f) => `Filen har fler än ${f.rows} rader. Dela den i flera filer.`,
  'file-empty': 'Filen är tom. Välj en fil med en rubrikrad och minst en rad till.',
  'no-rows': 'Filen har inga rader under rubriken. Lägg till minst en.',
  'not-utf8': 'Filen är inte sparad som UTF-8. Spara om den med teckenkodningen UTF-8.',
  'not-csv': 'Filen går inte att läsa som CSV härifrån. Se efter om ett citattecken saknar sitt par.',
  'not-json': 'Filen går inte att läsa som JSON. Kontrollera den i programmet som den kommer från.',
  'not-a-list': 'JSON-filen ska vara en lista: [ { … }, { … } ].',
  'file-already-imported': (f) =>
    `Samma fil togs in ${f.on} (import ${f.batch}). Det finns inget nytt att ta in.`,
  'unknown-column': 'Kolumnen finns inte för det här slaget av fil. Ta bort den eller rätta namnet.',
  'missing-column': 'Kolumnen saknas. Lägg till den.',
  'column-twice': 'Kolumnen finns två gånger. Ta bort den ena.',
  'not-an-object': 'Posten är inte ett objekt med namngivna värden. Skriv den som { "kolumn": "värde" }.',
  'wrong-number-of-cells': (f) =>
    `Raden har ${f.cells} värden och rubriken ${f.columns}. Sätt citattecken om värden som innehåller avgränsaren.`,
  required: 'Värdet saknas. Fyll i det.',
  'too-long': (f) => `Värdet är längre än ${f.longest} tecken. Korta det.`,
  'control-character': 'Värdet innehåller ett styrtecken som inte syns. Skriv om värdet.',
  'looks-like-identity-number':
    'Värdet ser ut som ett personnummer. Sådana lagras inte här: ta bort det ur filen.',
  'not-a-value': 'Värdet är ett objekt eller en blandad lista. Skriv ett enkelt värde.',
  'not-a-code':
    'Koden får innehålla bokstäver, siffror och . _ : / - och börjar med bokstav eller siffra. Rätta den.',
  'not-a-date': 'Värdet är inte en dag i kalendern. Skriv ÅÅÅÅ-MM-DD, tidigast 1900.',
  'not-a-time': 'Värdet är inte en tid. Skriv ÅÅÅÅ-MM-DDTTT:MM, gärna med tidszon.',
  'time-is-ambiguous':
    'Tiden infaller två gånger när sommartiden slutar. Skriv den med tidszon: +02:00 eller +01:00.',
  'not-a-number': 'Värdet är inte ett tal. Skriv siffror, med punkt eller komma för decimaler.',
  'out-of-range': (f) => `Talet ska ligga mellan ${f.from} och ${f.to}. Rätta det.`,
  'not-yes-or-no': 'Skriv yes eller no.',
  'not-one-of': (f) => `Värdet ska vara ett av: ${f.values}.`,
  'not-an-organisation-number':
    'Värdet är inte ett organisationsnummer, eller kontrollsiffran stämmer inte. Rätta det.',
  'not-a-task-and-level': (f) => `”${f.value}” ska vara uppgift:nivå, till exempel identity-card:authority.`,
  'not-hours': (f) =>
    `”${f.value}” är inga tider. Skriv till exempel 10:00-16:00, eller 10:00-12:00;13:00-16:00 med lunchstängt.`,
  'hours-refused': (f) => `Tiderna går inte att ta in (${f.reason}). Rätta dem.`,
  'unknown-authority': (f) =>
    `”${f.value}” finns inte bland myndigheterna. Rätta numret, eller ta in myndigheten först.`,
  'unknown-region': (f) => `”${f.value}” är ingen serviceregion. Rätta namnet.`,
  'unknown-area': (f) =>
    `Kontorsområdet ”${f.value}” finns inte. Rätta namnet, eller ange regionen så läggs området upp.`,
  'unknown-municipality': (f) => `”${f.value}” är ingen kommunkod. Skriv fyra siffror, till exempel 0136.`,
  'unknown-office-type': (f) =>
    `”${f.value}” är ingen kontorstyp. Skriv large, medium, small eller flexible.`,
  'unknown-office': (f) => `Kontoret ”${f.value}” finns inte. Rätta koden, eller ta in kontoret först.`,
  'unknown-officer': (f) =>
    `Handläggaren ”${f.value}” finns inte. Rätta koden, eller ta in handläggaren först.`,
  'unknown-system': (f) => `Systemet ”${f.value}” finns inte. Rätta koden, eller ta in systemet först.`,
  'unknown-task': (f) => `Uppgiften ”${f.value}” finns inte. Rätta koden.`,
  'unknown-agreement': (f) =>
    `Avtalet ”${f.value}” finns inte. Rätta diarienumret, eller ta in avtalet först.`,
  'unknown-catalogue-item': (f) => `Punkten ”${f.value}” finns inte i lagens listor. Rätta koden.`,
  'twice-in-file': (f) => `Samma sak står redan på rad ${f.line}. Ta bort den ena.`,
  'already-there': (f) =>
    f.value === undefined
      ? 'Finns redan i registret. Ta bort raden.'
      : `”${f.value}” finns redan i registret. Ta bort raden.`,
  'rows-disagree': (f) => `Raden säger något annat än rad ${f.line}, som den hör ihop med. Rätta den ena.`,
  'ends-before-it-begins': (f) => `Slutar ${f.to}, innan det börjar ${f.from}. Rätta en av dagarna.`,
  'number-or-ended-day-required':
    'Bara ett organ som har upphört får sakna organisationsnummer. Fyll i numret eller endedOn.',
  'area-in-another-region': (f) => `Kontorsområdet ${f.area} ligger i regionen ${f.region}. Rätta en av dem.`,
  'no-regime': 'Den dagen fanns ingen lag för sådana avtal (den första gällde från 1994-07-01). Rätta dagen.',
  'one-party-alone':
    'Ett eget kontor har en enda part: kommunen eller regionen själv. Ta bort de andra, eller ändra basis.',
  'not-directed':
    'Regeringen bestämmer bara om statlig service åt andra (1 § andra stycket lagen (2019:212)). Ange nej.',
  'too-few-parties': 'Ett avtal har minst två parter. Lägg till den som saknas.',
  'parties-not-allowed': (f) =>
    `Lagen låter inte parterna handla för varandra så (${f.provision}). Mellan kommuner och regioner gäller avtalssamverkan (9 kap. 37 § kommunallagen), med delegation som grund: ange basis municipal-cooperation. Rätta annars parterna.`,
  'not-a-party': (f) => `${f.value} är inte part i avtalet. Rätta, eller lägg till parten.`,
  'acts-for-oneself':
    'Huvudman och utförare är samma. Rätta den ena, eller ange basis own-office för en kommuns eller regions eget kontor.',
  'without-task': 'Bara en ensam rad utan andra uppgiftsvärden får sakna uppgift. Fyll i uppgiften.',
  'task-twice': (f) =>
    `Versionen har redan uppgiften för den huvudmannen på rad ${f.line}. Slå ihop raderna.`,
  'task-of-another-authority': (f) =>
    `Uppgiften ${f.task} är inte den myndighetens. Rätta myndighet eller uppgift.`,
  'authority-never': (f) =>
    `Lagen som avtalet lyder under tillåter ingen myndighetsutövning (${f.provision}). Skriv no.`,
  'catalogue-item-required': (f) =>
    `Myndighetsutövning ska svara mot en punkt i lagens lista (${f.provision}). Ange punkten.`,
  'catalogue-item-without-authority':
    'En punkt i listan anges bara vid myndighetsutövning. Ta bort den, eller skriv yes.',
  'catalogue-item-of-another-list': (f) =>
    `Punkten hör inte till listan för avtalets lag (${f.regime}) och uppgiftens slag. Rätta den.`,
  'catalogue-item-for-another-task': (f) => `Punkten gäller inte uppgiften ${f.task}. Rätta en av dem.`,
  'catalogue-item-not-valid': 'Punkten gäller ingen av versionens dagar. Rätta punkten eller dagarna.',
  'access-without-need':
    'Åtkomst anges bara för en uppgift som kräver personuppgifter. Skriv yes, eller ta bort systemen.',
  'system-of-another-authority': (f) => `Systemet ${f.system} är inte huvudmannens. Rätta koden.`,
  'office-of-another-operator': (f) =>
    `Kontoret ${f.office} drivs av någon annan än den som utför uppgiften. Ta bort det.`,
  'not-the-next-version': (f) =>
    `Nästa version av avtalet är ${f.expected}. Rätta numret, eller ta in versionerna emellan först.`,
  'version-before-the-last': (f) =>
    `Versionen ska börja efter den förra, som började ${f.from}. Rätta dagen.`,
  'changes-what-is-fixed':
    'En ändring behåller avtalets namn, parter, dagar och slag. Skriv som i första versionen, eller ta in ett nytt avtal.',
  'decided-on-signing-day': (f) =>
    `Version 1 beslutas när avtalet sluts, ${f.signedOn}. Lämna decidedOn tom.`,
  'copy-sent-before-decided': (f) =>
    `Kopian kan inte ha skickats innan versionen beslutades (${f.decidedOn}). Rätta någon av dagarna.`,
  'decided-before-signed': (f) =>
    `Versionen är beslutad innan avtalet slöts (${f.signedOn}). Rätta en av dagarna.`,
  'valid-before-decided': (f) =>
    `Versionen börjar gälla innan den beslutades (${f.decidedOn}). Rätta en av dagarna.`,
  'approved-before-signed': (f) => `Avtalet är godkänt innan det slöts (${f.signedOn}). Rätta en av dagarna.`,
  'amendment-approval-of-the-first':
    'Version 1 godkänns med avtalet. Skriv dagen i approvedOn, och lämna amendmentApprovedOn tom.',
  'amendment-approval-not-asked':
    'Lagen som avtalet lyder under kräver inget eget godkännande av ändringar. Lämna amendmentApprovedOn tom.',
  'amendment-approved-before-decided': (f) =>
    `Ändringen är godkänd innan den beslutades (${f.decidedOn}). Rätta en av dagarna.`,
  'amendment-of-what-is-not-approved':
    'Avtalet självt är inte godkänt, och då kan ingen ändring vara det. Fyll i approvedOn i version 1.',
  'outside-agreement': 'Uppdraget räcker utanför avtalets giltighet. Rätta uppdragets dagar.',
  'task-not-in-agreement': (f) =>
    `Uppgiften ${f.task} finns inte i avtalet under uppdragets tid. Ta bort den.`,
  'level-not-in-agreement': (f) => `Avtalet ger inte nivån ${f.level} för uppgiften ${f.task}. Ta bort den.`,
  'access-not-needed': (f) => `Uppdragets uppgifter kräver inte systemet ${f.system}. Ta bort det.`,
  'access-missing': (f) => `Uppgiften ${f.task} kräver åtkomst. Ange ett system som avtalet ger den.`,
  'kind-not-allowed': (f) =>
    `Det slaget av uppdrag räcker inte (${f.provision}). Skriv det som lagen kräver.`,
  'officer-of-another-employer': (f) =>
    `${f.value} är inte anställd hos den som utför avtalets uppgifter. Rätta handläggaren.`,
  'overlapping-mandate': 'Handläggaren har redan ett uppdrag av huvudmannen under samma tid. Rätta dagarna.',
  'withdrawal-incomplete': 'Ett återkallat uppdrag har både dag och skäl. Fyll i båda, eller ingen.',
  'only-of-a-delegation':
    'Det anges bara för en delegation. Ta bort värdet, eller skriv delegation som slag.',
  'overlapping-grant': 'Handläggaren har redan den åtkomsten under samma tid. Rätta dagarna.',
  'in-the-future': 'Tiden har inte varit än. Rätta den.',
  'closed-before-opened': 'Besöket slutar innan det börjar. Rätta en av tiderna.',
  'acted-outside-visit': 'Åtgärden ligger utanför besökets tid. Rätta tiden.',
  'office-not-open': (f) =>
    `Kontoret är inte öppnat, eller är stängt för gott, den ${f.day}. Rätta kontor eller dag.`,
  'officer-not-employed': (f) => `Handläggaren är inte anställd den ${f.day}. Rätta handläggare eller dag.`,
  'refused-by-law': (f) =>
    `Åtgärden var inte tillåten ${f.day}: ${f.reason} (${f.provision}) Rätta raden, eller registren om de inte stämmer.`,
  'condition-not-confirmed': (f) =>
    `Villkoret ${f.condition} är inte bekräftat. Lägg till det, eller välj en lägre nivå.`,
  'refused-by-database': (f) =>
    `Databasen tog inte emot filen (${f.constraint}). Inget är sparat: försök igen, och visa felet för en administratör om det består.`,
};
