/**
 * The version of the rules that are asked of what was sent, kept with each answer. Raised by whoever changes what a rule
 * here, or one of law/rules that they ask, can find: then the desk is told which documents have not been asked since.
 * 1: those that kept no version of themselves. 2: a report's provisions are read from the law content, not from the report;
 * readings are told as such.
 */
export const RULES_VERSION = '2';
