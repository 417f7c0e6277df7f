import type { StepAsked } from '../schemas.ts';
import { declareConflict, liftConflict } from './conflict.server.ts';
import { escalate, note, noteOral, sendOn } from './either-side.server.ts';
import { answerBack, close, reopen } from './front-desk-steps.server.ts';
import {
  accept,
  answerFinal,
  answerFirst,
  askBack,
  refuse,
  returnWronglyGuided,
  setNumber,
  takeOver,
} from './receiver-steps.server.ts';
import { lookUpIn, representIn } from './representing.server.ts';
import type { Asker, Stands } from './take-step.server.ts';

type Command<Name extends StepAsked['step']> = (
  asker: Asker,
  id: string,
  asked: Extract<StepAsked, { step: Name }>,
) => Promise<Stands>;
const COMMANDS: { readonly [Name in StepAsked['step']]: Command<Name> } = {
  accept,
  'take-over': takeOver,
  refuse,
  return: returnWronglyGuided,
  ask: askBack,
  'answer-back': answerBack,
  'answer-first': answerFirst,
  'answer-final': answerFinal,
  close,
  reopen,
  'send-on': sendOn,
  escalate,
  note,
  oral: noteOral,
  number: setNumber,
  conflict: declareConflict,
  'lift-conflict': liftConflict,
  represent: representIn,
  'look-up': lookUpIn,
};

/** The command of a step that was asked for by its name: one form and one endpoint for all of them. */
export function step(asker: Asker, id: string, asked: StepAsked): Promise<Stands> {
  return (COMMANDS[asked.step] as Command<StepAsked['step']>)(asker, id, asked);
}
