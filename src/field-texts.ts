import { accountErrorText } from './accounts/texts.ts';
import { agreementErrorText } from './agreements/texts.ts';
import { contactErrorText } from './contacts/promise-texts.ts';
import { copyErrorText } from './copies/texts.ts';
import { draftingErrorText } from './drafting/requirement-texts.ts';
import { faultErrorText } from './faults/error-texts.ts';
import { findingErrorText } from './finding/fact-texts.ts';
import { formErrorText } from './forms/error-texts.ts';
import { handOverErrorText } from './handovers/texts/refusal-texts.ts';
import { hoursErrorText } from './hours/texts.ts';
import { lawErrorText } from './law/texts.ts';
import { learningErrorText } from './learning/error-texts.ts';
import { lobbyErrorText } from './lobby/texts.ts';
import { mailErrorText } from './mail/texts.ts';
import { mandateBatchErrorText } from './mandates/texts.ts';
import { officeErrorText } from './offices/change-texts.ts';
import { overflowErrorText } from './overflow/texts.ts';
import { postErrorText } from './post/texts.ts';
import { queueErrorText } from './queue/texts.ts';
import { reconciliationErrorText } from './reconciliation/texts.ts';
import { reportErrorText } from './reports/texts.ts';
import type { FieldText } from './shell/problems.tsx';
import { statisticsErrorText } from './statistics/error-texts.ts';
import { deskErrorText } from './supervision/texts.ts';

/** Each room's sentences for its own field codes, for the API's problem details. */
export const fieldTexts: readonly FieldText[] = [
  lawErrorText,
  agreementErrorText,
  accountErrorText,
  officeErrorText,
  hoursErrorText,
  findingErrorText,
  faultErrorText,
  reconciliationErrorText,
  deskErrorText,
  reportErrorText,
  statisticsErrorText,
  copyErrorText,
  postErrorText,
  draftingErrorText,
  mandateBatchErrorText,
  queueErrorText,
  lobbyErrorText,
  contactErrorText,
  overflowErrorText,
  handOverErrorText,
  mailErrorText,
  formErrorText,
  learningErrorText,
];
