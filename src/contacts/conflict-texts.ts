import { catalogue } from '../ui/texts.ts';

/** Jäv in a matter at the desk: declaring it, and what is said to who has. */
export const conflictTexts = catalogue(
  {
    title: 'Jäv',
    help: 'Rör ärendet dig själv eller någon som står dig nära, eller finns det annat som rubbar förtroendet för dig? Då får du inte handlägga det (16–18 §§ förvaltningslagen). Du kan inte ta tillbaka det själv; kontorschefen kan häva det.',
    why: 'Varför? (frivilligt)',
    declare: 'Anmäl jäv',
    barred: (at: string) =>
      `Du har anmält jäv i ärendet (${at}) och kan inte göra något mer i det. Be en kollega ta det.`,
  },
  {
    title: 'Conflict of interest',
    help: 'Is the matter about yourself or somebody close to you, or is there anything else that shakes the confidence in you? Then you may not handle it (16–18 §§ förvaltningslagen). You cannot take it back yourself; the manager of the office can lift it.',
    why: 'Why? (optional)',
    declare: 'Declare a conflict of interest',
    barred: (at: string) =>
      `You have declared a conflict of interest in the matter (${at}) and can do nothing more in it. Ask a colleague to take it.`,
  },
);
