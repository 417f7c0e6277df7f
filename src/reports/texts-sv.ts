/** What stands on the report's pages. Headings and numbers are those of the PDF (pdf/annual-report.typ). */
export const swedish = {
  list: {
    title: 'Årsrapporter',
    lead: 'Den årliga redovisningen till Kammarkollegiet. Registren ger siffrorna, du skriver orden.',
    caption: (authority: string) => `${authority}: rapporter per år`,
    columns: {
      year: 'År',
      agreements: 'Avtal',
      due: 'Ska ha kommit in senast',
      state: 'Läge',
      open: 'Rapporten',
    },
    notOwed: 'ingen skyldighet',
    noDay: 'dag bestäms av regeringen',
    state: {
      none: 'inte påbörjad',
      draft: 'utkast',
      frozen: (version: number, day: string) => `fastställd ${day}, version ${version}`,
      savedSince: 'ändrad efter fastställandet',
    },
    late: 'dagen har passerat',
    begin: (year: number) => `Börja rapporten för ${year}`,
    read: (year: number) => `Öppna rapporten för ${year}`,
    empty: 'Inget avtal finns i registret än. Du kan ändå börja en rapport nedan.',
    other: 'Ett annat år',
    authority: 'Myndighet',
    year: 'År',
    open: 'Öppna',
    wrongYear: (first: number, last: number) => `Skriv ett år från ${first} till ${last}.`,
  },
  report: {
    title: (year: number, authority: string) => `Verksamhetsrapport ${year} – ${authority}`,
    back: 'Alla årsrapporter',
    owed: (year: number, day: string, provisions: string) =>
      `Verksamheten under ${year} ska redovisas enligt ${provisions}. Rapporten ska ha kommit in senast ${day}.`,
    owedNoDay: (year: number, provisions: string) =>
      `Verksamheten under ${year} ska redovisas enligt ${provisions}. Regeringen bestämmer när.`,
    notOwed: (year: number, provisions: string) =>
      `Myndigheten är inte skyldig att redovisa verksamheten under ${year}${provisions === '' ? '' : ` (${provisions})`}. Du kan ändå skriva rapporten.`,
    yearNotOver: (year: number) =>
      `${year} är inte slut. Siffrorna gäller till och med i dag, och rapporten kan fastställas när året har gått.`,
    changed: (version: number) =>
      `Det som står här skiljer sig från version ${version}: du eller registren har ändrat något. Lämna den för granskning och fastställ igen för att göra en ny version. Den gamla finns kvar.`,
    unchanged: (version: number) => `Det som står här är detsamma som i version ${version}.`,
    performs:
      'Myndigheten utför också uppgifter åt andra. Siffrorna gäller det som görs i dess eget namn; det som utförs åt andra står för sig, per kontor, sist under 3.5. De som ansvarar för uppgifterna redovisar dem också.',
    outline: 'Innehåll',
    item: {
      done: 'klart',
      missing: 'saknas',
      derived: 'ur registren',
      optional: 'frivilligt',
      corrected: 'rättat',
    },
    versions: 'Fastställda versioner',
    version: (version: number) => `Version ${version}`,
    frozenAt: (day: string, by: string) => `${day} av ${by}`,
    someone: 'okänd',
    howTitle: 'Så räknat',
    save: 'Spara',
    saved: 'Sparat.',
    invalid: 'Det sparades inte. Rätta det här först; allt du skrev finns kvar.',
    incomplete: 'Sparat, men inte fastställt. Det här saknas:',
    noPdf:
      'Inte fastställt: den här installationen kan inte göra PDF, för programdelen saknas för datorns plattform. Be den som sköter systemet att köra det på en plattform som har den. Innehållet finns som JSON under /api/reports.',
    stale: (who: string, when: string) =>
      `Inget sparades: ${who} ändrade rapporten ${when}, medan du skrev. Allt du skrev finns kvar här. Där ni skiljer er åt står den sparade texten under din. Sparar du nu gäller det som står i fälten.`,
    staleNow: (label: string) => `Sparat nu i ${label}`,
    staleEmpty: '(tomt)',
  },
  section: {
    general: '1 Allmänna uppgifter',
    activity: '2.1 Så har myndigheten arbetat med avtalen',
    agreements: '2.2 Gällande avtal',
    figures: '3.1 Kontor, orter, årsarbetskrafter och besök',
    authorityTasks: '3.2 Uppgifter som innebär myndighetsutövning',
    personalDataTasks: '3.3 Andra uppgifter som kräver personuppgifter',
    surplusAccess: '3.4 Tillgång till andra personuppgifter än de som behövs',
    offices: '3.5 Kontoren',
    finances: '4.1 Finansiella konsekvenser för myndigheten som helhet',
    effectiveness: '4.2 Bidrag till att myndigheten utför sitt uppdrag effektivt',
    other: '4.3 Övriga upplysningar',
  },
  field: {
    'contact.address': 'Adress',
    'contact.person': 'Kontaktperson',
    'contact.email': 'E-post',
    'contact.phone': 'Telefon',
    'texts.activity': 'Hur har myndigheten arbetat med avtalen?',
    'texts.authorityTasks': 'Kommentar (frivillig)',
    'texts.personalDataTasks': 'Kommentar (frivillig)',
    'texts.surplusAccess': 'Förklaring',
    'texts.finances': 'Vilka finansiella konsekvenser har avtalen medfört?',
    'texts.effectiveness': 'Hur bidrar verksamheten?',
    'texts.other': 'Övriga upplysningar (frivilligt)',
    value: 'Rättad uppgift',
    reason: 'Skäl till rättelsen',
  },
  figure: {
    offices: 'Kontor',
    localities: 'Orter',
    fullTimeEquivalents: 'Årsarbetskrafter',
    visitors: 'Besök',
    surplusAccess: 'Åtkomster utöver behovet',
  },
  how: {
    agreements: 'Avtal som har gällt minst en dag under året, i den version som gällde sist.',
    offices:
      'Kontor som avtalen omfattar någon dag under året medan kontoret var öppet, och kontor där något har gjorts i myndighetens namn. Att bara visa vägen till myndigheten räknas inte.',
    localities: 'Olika orter där kontoren ligger.',
    fullTimeEquivalents:
      'Handläggarna med kontoret som hemkontor: sysselsättningsgrad gånger den del av året de var anställda. Myndighetens del är dess andel av kontorets alla ärenden under året.',
    visitors:
      'Besök med minst ett ärende hos myndigheten där något gjordes under året. Varje besök räknas en gång.',
    surplusAccess: (day: string) =>
      `Åtkomster till myndighetens system som var påslagna den ${day} och som inget gällande uppdrag motiverar inom det avtalet behöver (6 § lagen (2019:212), 9 § lagen (2004:543)).`,
    authorityTasks:
      'Gånger som uppgiften utfördes på nivån myndighetsutövning, efter bestämmelsen som åtgärden vilade på.',
    personalDataTasks: 'Gånger som uppgiften utfördes på nivån åtkomst till personuppgifter.',
    swedishDays: 'Dagar är svenska dagar: det som görs efter midnatt den 31 december hör till nästa år.',
  },
  agreements: {
    caption: (count: number) =>
      count === 1 ? '1 avtal gällde under året' : `${count} avtal gällde under året`,
    none: (year: number) => `Inget avtal gällde under ${year}.`,
    diary: 'Diarienummer',
    name: 'Avtal',
    parties: 'Motparter',
    valid: 'Gäller',
    version: 'Version',
    duty: 'Ska redovisas',
    yes: 'ja',
    no: {
      'no-such-duty': 'nej',
      'government-directed': 'nej, ingått efter beslut av regeringen',
      'to-council': 'nej, styrelsen rapporterar till fullmäktige',
      'not-this-kind': 'nej, inte av myndigheter av det här slaget',
    },
  },
  offices: {
    caption: (count: number) => (count === 1 ? '1 kontor' : `${count} kontor`),
    none: (year: number) =>
      `Ingen verksamhet för myndighetens räkning finns registrerad vid något kontor under ${year}.`,
    office: 'Kontor',
    authorityTasks: 'Myndighetsutövning',
    personalDataTasks: 'Andra uppgifter med personuppgifter',
    surplus: 'Åtkomster utöver behovet',
    fte: 'Årsarbetskrafter',
    fteOf: (part: string, all: string) => `${part} av ${all}`,
    visitors: 'Besök',
    nothing: '–',
    localities: (list: string) => `Kontoren ligger i ${list}.`,
  },
  tasks: {
    caption: (section: string) => `${section}, vid alla kontor`,
    task: 'Uppgift',
    provision: 'Bestämmelse',
    times: 'Gånger',
    offices: 'Kontor',
    none: 'Inga sådana uppgifter har utförts vid kontoren under året.',
  },
  surplus: {
    no: (day: string) =>
      `Nej. Den ${day} hade ingen handläggare tillgång till andra personuppgifter än uppgifterna kräver.`,
    yes: (count: string, day: string) =>
      `Ja: ${count} den ${day}. Förklara varför, och vad som har gjorts åt det.`,
    elsewhere: (count: string) => `Av dem hör ${count} till handläggare vid kontor som inte står här.`,
  },
  figures: {
    correct: (figure: string) => `Rätta: ${figure}`,
    corrected: (value: string) => `rättad till ${value}`,
  },
  version: {
    title: (version: number) => `Version ${version}`,
    lead: (authority: string, year: number) =>
      `Verksamhetsrapport ${year}, ${authority}. Fastställd och låst.`,
    back: (year: number) => `Rapporten för ${year}`,
    older: (newest: number) => `Det finns en nyare version: ${newest}.`,
    frozenAt: 'Fastställd',
    frozenBy: 'Av',
    template: 'Mall, SHA-256',
    files: 'Filer',
    file: {
      archive: 'PDF för arkiv (PDF/A-2a)',
      reading: 'PDF för läsning (PDF/UA-1)',
      content: 'Innehållet som JSON',
    },
    columns: { file: 'Fil', bytes: 'Storlek', sha: 'SHA-256', get: 'Hämta' },
    bytes: (kilobytes: string) => `${kilobytes} kB`,
    compare: 'Ta fram igen och jämför',
    compareHelp:
      'Rapporten görs om från det som fastställdes, med mallen från då, och jämförs byte för byte med det som sparats.',
    same: 'Identiskt: båda PDF-filerna blev exakt desamma som de sparade, och innehållet har rätt SHA-256.',
    differs: (files: string) =>
      `Inte identiskt: ${files}. De sparade filerna är oförändrade. Kontakta den som sköter systemet.`,
  },
  missing: {
    year: 'Året är inte slut.',
    'contact.address': 'Fyll i myndighetens adress.',
    'contact.person': 'Fyll i kontaktperson.',
    'contact.email': 'Fyll i e-post.',
    'contact.phone': 'Fyll i telefon.',
    'texts.activity': 'Skriv hur myndigheten har arbetat med avtalen (2.1).',
    'texts.surplusAccess': 'Förklara åtkomsterna utöver behovet (3.4).',
    'texts.finances': 'Skriv om de finansiella konsekvenserna (4.1).',
    'texts.effectiveness': 'Skriv hur verksamheten bidrar (4.2).',
  },
};
