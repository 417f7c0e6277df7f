import { catalogue } from '../ui/texts.ts';

/** What stands beside the report's figures: surplus access during the year, and what is performed for others. */
export const alsoTexts = catalogue(
  {
    surplusCaption: (n: string) => `Åtkomster utan stöd i något uppdrag under året (${n})`,
    system: 'System',
    office: 'Kontor',
    days: 'Dagar',
    performedCaption: (n: string) => `Det som myndigheten utför åt andra, per kontor (${n})`,
    performedAll: 'Det som myndigheten utför åt andra, antal gånger',
    task: 'Uppgift',
    principal: 'I vems namn',
    head: {
      guidance: 'Vägledning',
      'e-service': 'E-tjänst',
      'personal-data': 'Personuppgifter',
      authority: 'Myndighetsutövning',
    },
    inAll: (times: string, tasks: string, one: boolean) =>
      one ? `${times} gånger, en uppgift` : `${times} gånger, ${tasks} uppgifter`,
    tasks: 'Utfört åt andra',
    fte: 'Årsarbetskrafter',
    visitors: 'Besök',
    level: {
      guidance: 'vägledning',
      'e-service': 'hjälp i e-tjänst',
      'personal-data': 'tillgång till personuppgifter',
      authority: 'myndighetsutövning',
    },
  },
  {
    surplusCaption: (n: string) => `Access that no mandate justified during the year (${n})`,
    system: 'System',
    office: 'Office',
    days: 'Days',
    performedCaption: (n: string) => `What the authority performs for others, per office (${n})`,
    performedAll: 'What the authority performs for others, number of times',
    task: 'Task',
    principal: 'In whose name',
    head: {
      guidance: 'Guidance',
      'e-service': 'E-service',
      'personal-data': 'Personal data',
      authority: 'Authority',
    },
    inAll: (times: string, tasks: string, one: boolean) =>
      one ? `${times} times, one task` : `${times} times, ${tasks} tasks`,
    tasks: 'Performed for others',
    fte: 'Full-time equivalents',
    visitors: 'Visits',
    level: {
      guidance: 'guidance',
      'e-service': 'help in an e-service',
      'personal-data': 'access to personal data',
      authority: 'exercise of authority',
    },
  },
);
