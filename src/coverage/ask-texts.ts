import { catalogue } from '../ui/texts.ts';

interface Asked {
  readonly officer: string;
  readonly level: string;
  readonly task: string;
  readonly principal: string;
  readonly office: string;
  readonly day: string;
}

export const askTexts = catalogue(
  {
    title: 'Fråga lagen',
    lead: 'Vad får en handläggare göra, var, vilken dag – och vad visste vi då? Svaret går att länka till.',
    officer: 'Handläggare',
    office: 'Kontor',
    homeOffice: 'Handläggarens hemkontor',
    task: 'Uppgift',
    allTasks: 'Alla uppgifter i avtalen',
    authority: 'Ansvarig myndighet',
    anyAuthority: 'Alla',
    level: 'Nivå',
    anyLevel: 'Alla nivåer',
    ask: 'Fråga',
    open: 'Vad vill du veta?',
    opens: {
      may: 'Får handläggaren?',
      who: 'Vem får?',
      where: 'Var får handläggaren?',
      what: 'Vad får handläggaren?',
      when: 'När får handläggaren?',
    },
    needs: 'Välj uppgift, myndighet och nivå för att få svar på frågan.',
    needsOffice: 'Välj kontor för att få svar på frågan.',
    whoTitle: (n: string, level: string, task: string, office: string, day: string) =>
      `${n} handläggare får den ${day} vid ${office} ge ${level}: ${task}`,
    whoHere: 'Arbetar här',
    whoElse: (n: string) => `Arbetar vid andra kontor: ${n}`,
    whoMore: (n: string) => `Här visas de första ${n}.`,
    nobody:
      'Ingen handläggare får det den dagen vid det kontoret. Fråga om en viss handläggare för att se vad som skulle ge ett ja.',
    whereTitle: (officer: string, n: string, level: string, task: string, day: string) =>
      `${officer} får den ${day} ge ${level} vid ${n} kontor: ${task}`,
    nowhere: 'Handläggaren får det inte vid något kontor den dagen.',
    whenTitle: (officer: string, level: string, task: string, office: string) =>
      `När ${officer} får ge ${level} vid ${office}: ${task}`,
    never: 'Aldrig, så som registren ser ut. Fråga om en viss dag för att se vad som skulle ge ett ja.',
    since: (day: string) => `till och med ${day}`,
    tree: 'Skälen',
    branch: (diaryNumber: string, version: string) => `Avtal ${diaryNumber}, version ${version}`,
    branchYes: 'räcker',
    branchNo: (n: string) => `${n} hinder`,
    parts: {
      agreement: 'Avtalet',
      place: 'Platsen och anställningen',
      task: 'Uppgiften',
      person: 'Handläggaren',
    },
    holds: 'håller',
    fails: 'håller inte',
    branchesMore: (n: string) => `Fler avtal eller versioner nämner uppgiften (${n}).`,
    records: 'Posterna',
    recordOffice: 'Kontoret i registret',
    recordOfficer: 'Handläggaren i registret',
    chooseOfficer: 'Skriv en handläggares kod eller namn för att få ett svar.',
    several: 'Flera handläggare stämmer. Välj en:',
    unknownOfficer: 'Ingen handläggare har den koden eller det namnet. Kontrollera stavningen.',
    unknownOffice: 'Välj ett av kontoren.',
    unknownTask: 'Välj en uppgift ur listan.',
    chooseAuthority: 'Uppgiften finns hos flera myndigheter. Välj vilken det gäller.',
    yes: ({ officer, level, task, principal, office, day }: Asked) =>
      `Ja, ${officer} fick den ${day} vid ${office} ge ${level} för ${principal}: ${task}.`,
    yesNow: ({ officer, level, task, principal, office }: Asked) =>
      `Ja, ${officer} får i dag vid ${office} ge ${level} för ${principal}: ${task}.`,
    yesComing: ({ officer, level, task, principal, office, day }: Asked) =>
      `Ja, ${officer} får den ${day} vid ${office} ge ${level} för ${principal}: ${task}.`,
    no: ({ officer, level, task, principal, office, day }: Asked) =>
      `Nej, ${officer} fick den ${day} vid ${office} inte ge ${level} för ${principal}: ${task}.`,
    noNow: ({ officer, level, task, principal, office }: Asked) =>
      `Nej, ${officer} får i dag vid ${office} inte ge ${level} för ${principal}: ${task}.`,
    noComing: ({ officer, level, task, principal, office, day }: Asked) =>
      `Nej, ${officer} får den ${day} vid ${office} inte ge ${level} för ${principal}: ${task}.`,
    level1: {
      signpost: 'hjälp att hitta rätt',
      guidance: 'vägledning',
      'e-service': 'stöd i e-tjänst',
      'personal-data': 'hjälp med åtkomst till personuppgifter',
      authority: 'beslut (myndighetsutövning)',
    },
    insteadSignpost: 'Att visa vägen till myndigheten får alla göra, utan avtal och uppdrag.',
    conditions: 'Villkor',
    grounds: 'Alla skäl',
    sources: 'Så lyder källorna',
    verified: (source: string, day: string) => `${source}, kontrollerad ${day}`,
    overview: (officer: string, office: string, day: string) => `${officer} vid ${office} den ${day}`,
    overviewHelp: '● får · ○ får inte. Välj en ruta för att se skälen.',
    may: 'får',
    mayNot: 'får inte',
    noPairs: 'Inget avtal som du kan se nämner någon uppgift här. Bara att visa vägen är tillåtet.',
    columns: { task: 'Uppgift', authority: 'Myndighet' },
  },
  {
    title: 'Ask the law',
    lead: 'What may an officer do, where, on which day – and what did we know then? The answer can be linked to.',
    officer: 'Officer',
    office: 'Office',
    homeOffice: 'The officer’s home office',
    task: 'Task',
    allTasks: 'All tasks of the agreements',
    authority: 'Responsible authority',
    anyAuthority: 'All',
    level: 'Level',
    anyLevel: 'All levels',
    ask: 'Ask',
    open: 'What do you want to know?',
    opens: {
      may: 'May the officer?',
      who: 'Who may?',
      where: 'Where may the officer?',
      what: 'What may the officer?',
      when: 'When may the officer?',
    },
    needs: 'Choose task, authority and level to have the question answered.',
    needsOffice: 'Choose an office to have the question answered.',
    whoTitle: (n: string, level: string, task: string, office: string, day: string) =>
      `On ${day}, ${n} officers may give ${level} at ${office}: ${task}`,
    whoHere: 'Work here',
    whoElse: (n: string) => `Work at other offices: ${n}`,
    whoMore: (n: string) => `The first ${n} are shown.`,
    nobody:
      'No officer may do it at that office on that day. Ask about one officer to see what would give a yes.',
    whereTitle: (officer: string, n: string, level: string, task: string, day: string) =>
      `On ${day}, ${officer} may give ${level} at ${n} offices: ${task}`,
    nowhere: 'The officer may not do it at any office on that day.',
    whenTitle: (officer: string, level: string, task: string, office: string) =>
      `When ${officer} may give ${level} at ${office}: ${task}`,
    never: 'Never, as the registers stand. Ask about one day to see what would give a yes.',
    since: (day: string) => `until ${day}`,
    tree: 'The grounds',
    branch: (diaryNumber: string, version: string) => `Agreement ${diaryNumber}, version ${version}`,
    branchYes: 'is enough',
    branchNo: (n: string) => `${n} in the way`,
    parts: {
      agreement: 'The agreement',
      place: 'Place and employment',
      task: 'The task',
      person: 'The officer',
    },
    holds: 'holds',
    fails: 'does not hold',
    branchesMore: (n: string) => `More agreements or versions speak of the task (${n}).`,
    records: 'The records',
    recordOffice: 'The office in the register',
    recordOfficer: 'The officer in the register',
    chooseOfficer: 'Write the code or the name of an officer to get an answer.',
    several: 'Several officers match. Choose one:',
    unknownOfficer: 'No officer has that code or name. Check the spelling.',
    unknownOffice: 'Choose one of the offices.',
    unknownTask: 'Choose a task from the list.',
    chooseAuthority: 'Several authorities have that task. Choose which one.',
    yes: ({ officer, level, task, principal, office, day }: Asked) =>
      `Yes, on ${day} ${officer} could give ${level} for ${principal} at ${office}: ${task}.`,
    yesNow: ({ officer, level, task, principal, office }: Asked) =>
      `Yes, today ${officer} may give ${level} for ${principal} at ${office}: ${task}.`,
    yesComing: ({ officer, level, task, principal, office, day }: Asked) =>
      `Yes, on ${day} ${officer} may give ${level} for ${principal} at ${office}: ${task}.`,
    no: ({ officer, level, task, principal, office, day }: Asked) =>
      `No, on ${day} ${officer} could not give ${level} for ${principal} at ${office}: ${task}.`,
    noNow: ({ officer, level, task, principal, office }: Asked) =>
      `No, today ${officer} may not give ${level} for ${principal} at ${office}: ${task}.`,
    noComing: ({ officer, level, task, principal, office, day }: Asked) =>
      `No, on ${day} ${officer} may not give ${level} for ${principal} at ${office}: ${task}.`,
    level1: {
      signpost: 'help to find the way',
      guidance: 'guidance',
      'e-service': 'help in an e-service',
      'personal-data': 'help with access to personal data',
      authority: 'decisions (exercise of authority)',
    },
    insteadSignpost: 'Anybody may show the way to the authority, without agreement or mandate.',
    conditions: 'Conditions',
    grounds: 'All grounds',
    sources: 'What the sources say',
    verified: (source: string, day: string) => `${source}, verified ${day}`,
    overview: (officer: string, office: string, day: string) => `${officer} at ${office} on ${day}`,
    overviewHelp: '● may · ○ may not. Choose a cell to see the grounds.',
    may: 'may',
    mayNot: 'may not',
    noPairs: 'No agreement that you can see speaks of any task here. Only showing the way is permitted.',
    columns: { task: 'Task', authority: 'Authority' },
  },
);
