import { catalogue } from '../ui/texts.ts';

/** What drafts and ending agreements have to say on the start page. */
export const startTexts = catalogue(
  {
    drafts: (n: number) =>
      n === 1 ? '1 utkast väntar på att bli klart.' : `${n} utkast väntar på att bli klara.`,
    ending: (n: number) =>
      n === 1
        ? '1 avtal upphör snart och har inget utkast till förlängning.'
        : `${n} avtal upphör snart och har inget utkast till förlängning.`,
  },
  {
    drafts: (n: number) => (n === 1 ? '1 draft waits to be finished.' : `${n} drafts wait to be finished.`),
    ending: (n: number) =>
      n === 1
        ? '1 agreement ends soon and has no draft of a renewal.'
        : `${n} agreements end soon and have no draft of a renewal.`,
  },
);
