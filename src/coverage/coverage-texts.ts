import { catalogue } from '../ui/texts.ts';

export const coverageTexts = catalogue(
  {
    title: 'Täckning',
    lead: 'Vad kontoren kan ge en viss dag: var ett avtal gäller, hur många som arbetar där som får, och var det finns luckor.',
    level: 'Nivå',
    authority: 'Myndighet',
    county: 'Län',
    region: 'Region',
    task: 'Uppgift',
    all: 'Alla',
    show: 'Visa',
    caption: (level: string, day: string) => `Uppgifter och kontor: ${level}, ${day}`,
    captionCounties: (level: string, day: string) => `Uppgifter och län: ${level}, ${day}`,
    empty:
      'Inget avtal som du kan se gäller den dagen för det urvalet. Välj en annan dag eller färre filter.',
    taskHead: 'Uppgift',
    of: (given: string, agreed: string) => `${given} av ${agreed}`,
    ofHelp:
      'Kontor där någon som arbetar där får, av kontor där avtalet gäller. Välj ett län för att se kontoren. Län utan avtal visas inte.',
    cellHelp: 'Antal handläggare som arbetar vid kontoret och får.',
    state: {
      'not-agreed': 'inte avtalat',
      nobody: 'ingen får',
      'none-here': 'ingen här',
      given: 'får',
    },
    stateLong: {
      'not-agreed': 'Avtalet gäller inte för uppgiften på den nivån här.',
      nobody: 'Avtalet gäller, men ingen handläggare alls får.',
      'none-here':
        'Avtalet gäller, men ingen som arbetar här får. Någon från ett annat kontor kan komma hit.',
      given: 'Någon som arbetar här får.',
    },
    sums: (tasks: string, offices: string, gaps: string) =>
      `${tasks} ${tasks === '1' ? 'uppgift' : 'uppgifter'}, ${offices} kontor, ${gaps} ${gaps === '1' ? 'lucka' : 'luckor'}`,
    map: 'Karta över kontoren',
    mark: (office: string, given: string, gaps: string) =>
      `${office}: ${given} ${given === '1' ? 'uppgift' : 'uppgifter'}, ${gaps} ${gaps === '1' ? 'lucka' : 'luckor'}`,
    mapSays: (given: string, gaps: string) =>
      `${given} kontor utan lucka (fylld punkt), ${gaps} med lucka (ring).`,
    mapCredit: 'Gränser: Natural Earth.',
    unagreed: (n: string) =>
      n === '1'
        ? 'En uppgift är inte avtalad på den nivån här'
        : `${n} uppgifter är inte avtalade på den nivån här`,
    noneAtLevel: 'Ingen uppgift är avtalad på den nivån för det urvalet. Välj en lägre nivå.',
    gaps: 'Luckor',
    gapsHelp: 'Avtalet gäller, men ingen som arbetar vid kontoret får.',
    noGaps: 'Inga luckor: där ett avtal gäller får någon som arbetar vid kontoret.',
    gapsMore: (n: string) => `Här visas de första ${n}. Alla finns i filen.`,
    countyGaps: 'Uppgifter som inget kontor i länet ger',
    others: (n: string) => `${n} vid andra kontor får`,
    ask: 'Vem får?',
    exportCsv: 'Hämta som CSV',
    exportJson: 'Hämta som JSON',
    fall: {
      title: 'Om det upphör',
      heading: (name: string) => `Om det upphör: ${name}`,
      day: 'Sista dag',
      show: 'Visa',
      lead: (day: string) =>
        `Sista dagen är ${day}. Så här ser det ut dagen efter, jämfört med om det hade fortsatt. Det som ändå upphör är inte med.`,
      nothing: 'Ingenting faller bort: ingen uppgift får färre som får, vid något kontor som du kan se.',
      summary: (lost: string, offices: string) =>
        `${lost} uppgifter på någon nivå försvinner helt, vid ${offices} kontor.`,
      kept: (n: string) => `${n} finns kvar hos någon annan.`,
      caption: 'Vad som faller bort',
      office: 'Kontor',
      task: 'Uppgift',
      level: 'Nivå',
      left: 'Kvar',
      acts: 'Åtgärder senaste året',
      visits: 'Besök',
      lost: 'Ingen kvar',
      lostHere: (n: string) => `Ingen kvar här, ${n} vid andra kontor`,
      leftHere: (here: string, before: string) => `${here} av ${before} här`,
      leftElsewhere: (n: string) => `${n} vid andra kontor`,
      counted: (from: string, to: string) =>
        `Åtgärder och besök är räknade ${from} – ${to}, bara sådana som du får se.`,
      link: 'Vad faller bort om det upphör?',
      back: 'Till täckningen',
      choose: 'Välj vad som upphör: ett avtal, ett uppdrag, en handläggare eller en punkt i lagens lista.',
    },
  },
  {
    title: 'Coverage',
    lead: 'What the offices can give on a day: where an agreement applies, how many who work there may, and where there are gaps.',
    level: 'Level',
    authority: 'Authority',
    county: 'County',
    region: 'Region',
    task: 'Task',
    all: 'All',
    show: 'Show',
    caption: (level: string, day: string) => `Tasks and offices: ${level}, ${day}`,
    captionCounties: (level: string, day: string) => `Tasks and counties: ${level}, ${day}`,
    empty:
      'No agreement that you can see holds on that day for that selection. Choose another day or fewer filters.',
    taskHead: 'Task',
    of: (given: string, agreed: string) => `${given} of ${agreed}`,
    ofHelp:
      'Offices where somebody who works there may, of offices where the agreement applies. Choose a county to see its offices. Counties without an agreement are not shown.',
    cellHelp: 'How many officers who work at the office may.',
    state: {
      'not-agreed': 'not agreed',
      nobody: 'nobody may',
      'none-here': 'nobody here',
      given: 'may',
    },
    stateLong: {
      'not-agreed': 'The agreement does not apply here for the task at that level.',
      nobody: 'The agreement applies, but no officer at all may.',
      'none-here':
        'The agreement applies, but nobody who works here may. Somebody from another office can come.',
      given: 'Somebody who works here may.',
    },
    sums: (tasks: string, offices: string, gaps: string) =>
      `${tasks} ${tasks === '1' ? 'task' : 'tasks'}, ${offices} ${offices === '1' ? 'office' : 'offices'}, ${gaps} ${gaps === '1' ? 'gap' : 'gaps'}`,
    map: 'Map of the offices',
    mark: (office: string, given: string, gaps: string) =>
      `${office}: ${given} ${given === '1' ? 'task' : 'tasks'}, ${gaps} ${gaps === '1' ? 'gap' : 'gaps'}`,
    mapSays: (given: string, gaps: string) =>
      `${given} offices without a gap (filled mark), ${gaps} with a gap (ring).`,
    mapCredit: 'Borders: Natural Earth.',
    unagreed: (n: string) =>
      n === '1'
        ? 'One task is not agreed at that level here'
        : `${n} tasks are not agreed at that level here`,
    noneAtLevel: 'No task is agreed at that level for this selection. Choose a lower level.',
    gaps: 'Gaps',
    gapsHelp: 'The agreement applies, but nobody who works at the office may.',
    noGaps: 'No gaps: wherever an agreement applies, somebody who works at the office may.',
    gapsMore: (n: string) => `The first ${n} are shown. All are in the file.`,
    countyGaps: 'Tasks that no office in the county gives',
    others: (n: string) => `${n} at other offices may`,
    ask: 'Who may?',
    exportCsv: 'Download as CSV',
    exportJson: 'Download as JSON',
    fall: {
      title: 'If it ends',
      heading: (name: string) => `If it ends: ${name}`,
      day: 'Last day',
      show: 'Show',
      lead: (day: string) =>
        `The last day is ${day}. This is the day after, compared with if it had gone on. What ends anyway is not told.`,
      nothing: 'Nothing falls away: no task has fewer who may, at any office that you can see.',
      summary: (lost: string, offices: string) =>
        `${lost} tasks at some level disappear altogether, at ${offices} offices.`,
      kept: (n: string) => `${n} remain with somebody else.`,
      caption: 'What falls away',
      office: 'Office',
      task: 'Task',
      level: 'Level',
      left: 'Left',
      acts: 'Acts last year',
      visits: 'Visits',
      lost: 'Nobody left',
      lostHere: (n: string) => `Nobody left here, ${n} at other offices`,
      leftHere: (here: string, before: string) => `${here} of ${before} here`,
      leftElsewhere: (n: string) => `${n} at other offices`,
      counted: (from: string, to: string) =>
        `Acts and visits are counted ${from} – ${to}, only those that you may see.`,
      link: 'What falls away if it ends?',
      back: 'To the coverage',
      choose: 'Choose what ends: an agreement, a mandate, an officer or an item of the list of the law.',
    },
  },
);
