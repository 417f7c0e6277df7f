import { z } from 'zod';
import { type PlainDate, parsePlainDate } from '../kernel/plain-date.ts';
import { organisationNumber } from '../offices/organisation-number.ts';
import { type DatedInstant, readInstant } from './instants.ts';
import type { ProblemCode, ProblemFacts } from './problems.ts';

// Every cell is text when it comes (read-table.ts). A reader turns it into a value or tells what is wrong with it; `field`
// makes it a part of a row's Zod schema. A reference to a register is a reader too, so that a row's unknown office is told
// together with its impossible date.

export class Fault {
  readonly code: ProblemCode;
  readonly facts: ProblemFacts | undefined;
  constructor(code: ProblemCode, facts?: ProblemFacts) {
    this.code = code;
    this.facts = facts;
  }
}

export type Read<T> = (text: string) => T | Fault;

/** A cell that must be filled in. */
export function field<T>(read: Read<T>): z.ZodType<T, string> {
  return anyCell((text) => (text === '' ? REQUIRED : read(text)));
}

/** A cell that may be empty: null. */
export function optional<T>(read: Read<T>): z.ZodType<T | null, string> {
  return anyCell<T | null>((text) => (text === '' ? null : read(text)));
}

/** A cell that means something when it is empty. */
export function defaulting<T>(read: Read<T>, value: T): z.ZodType<T, string> {
  return anyCell((text) => (text === '' ? value : read(text)));
}

/** Several values with `;` between them; empty for none. */
export function list<T>(read: Read<T>): z.ZodType<T[], string> {
  return anyCell((text) => readList(text, read));
}

export function readList<T>(text: string, read: Read<T>): T[] | Fault {
  const values: T[] = [];
  for (const part of text.split(';')) {
    const trimmed = part.trim();
    if (trimmed === '') continue;
    const value = read(trimmed);
    if (value instanceof Fault) return value;
    values.push(value);
  }
  return values;
}

const REQUIRED = new Fault('required');

function anyCell<T>(read: Read<T>): z.ZodType<T, string> {
  return z.string().transform((text, ctx): T => {
    const value = read(text);
    if (!(value instanceof Fault)) return value;
    ctx.addIssue({ code: 'custom', message: value.code, params: { facts: value.facts } });
    return z.NEVER;
  });
}

export function text(longest = 200): Read<string> {
  return (cell) => (cell.length > longest ? new Fault('too-long', { longest }) : cell);
}

const CODE = /^[\p{L}\d][\p{L}\d._:/-]*$/u;

export function code(longest = 60): Read<string> {
  return (cell) =>
    cell.length > longest
      ? new Fault('too-long', { longest })
      : CODE.test(cell)
        ? cell
        : new Fault('not-a-code');
}

const days = new Map<string, PlainDate | null>();

export const day: Read<PlainDate> = (cell) => {
  let found = days.get(cell);
  if (found === undefined) {
    found = parsePlainDate(cell);
    if (days.size < 100_000) days.set(cell, found);
  }
  // PostgreSQL's ranges and our own texts agree from the year 1000 on; nothing here is older than 1900.
  return found === null || found < '1900-01-01' ? new Fault('not-a-date') : found;
};

export const instant: Read<DatedInstant> = (cell) => {
  const found = readInstant(cell);
  return typeof found === 'string' ? new Fault(found) : found;
};

/** A number with `.` or the Swedish `,`. */
export function decimal(from: number, to: number): Read<number> {
  return (cell) => {
    const number = /^-?\d{1,9}([.,]\d{1,12})?$/.test(cell) ? Number(cell.replace(',', '.')) : Number.NaN;
    if (Number.isNaN(number)) return new Fault('not-a-number');
    return number < from || number > to ? new Fault('out-of-range', { from, to }) : number;
  };
}

export function integer(from: number, to: number): Read<number> {
  const read = decimal(from, to);
  return (cell) => (/^-?\d+$/.test(cell) ? read(cell) : new Fault('not-a-number'));
}

const WORDS: Readonly<Record<string, boolean>> = {
  yes: true,
  ja: true,
  true: true,
  no: false,
  nej: false,
  false: false,
};

export const yesNo: Read<boolean> = (cell) => WORDS[cell.toLowerCase()] ?? new Fault('not-yes-or-no');

export function oneOf<const T extends string>(values: readonly T[]): Read<T> {
  const known = new Map<string, T>(values.map((value) => [value, value]));
  return (cell) => known.get(cell) ?? new Fault('not-one-of', { values: values.join(', ') });
}

export const orgNumber: Read<string> = (cell) =>
  organisationNumber(cell) ?? new Fault('not-an-organisation-number');

/** A row of a register that the cell names. */
export function reference<T>(known: { get(key: string): T | undefined }, unknown: ProblemCode): Read<T> {
  return (cell) => known.get(cell) ?? new Fault(unknown, { value: cell.slice(0, 100) });
}
