import { accountErrorText } from './accounts/texts.ts';
import { agreementErrorText } from './agreements/texts.ts';
import { lawErrorText } from './law/texts.ts';
import { mandateBatchErrorText } from './mandates/texts.ts';
import type { FieldText } from './shell/problems.tsx';

/** Each room's sentences for its own field codes, for the API's problem details. */
export const fieldTexts: readonly FieldText[] = [
  lawErrorText,
  agreementErrorText,
  accountErrorText,
  mandateBatchErrorText,
];
