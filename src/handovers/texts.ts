import { listTexts } from './texts/list-texts.ts';
import { offerTexts } from './texts/offer-texts.ts';
import { settingsTexts } from './texts/settings-texts.ts';
import { stepTexts } from './texts/step-texts.ts';
import { threadTexts } from './texts/thread-texts.ts';

/** What the room's pages say, for officers and receivers; each part stands by what it is about. */
export const handOverTexts = {
  sv: { ...listTexts.sv, ...threadTexts.sv, ...stepTexts.sv, ...offerTexts.sv, ...settingsTexts.sv },
  en: { ...listTexts.en, ...threadTexts.en, ...stepTexts.en, ...offerTexts.en, ...settingsTexts.en },
} as const;
