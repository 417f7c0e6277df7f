import { describe, expect, it } from 'vitest';
import { plainDate } from '../../kernel/plain-date.ts';
import { DefinitionSchema } from '../definition.ts';
import { smallForm } from '../test-forms.ts';
import { type Given, readAnswers } from './answers.ts';
import { readIdentityNumber } from './identity-number.ts';
import { saidAnswers } from './said.ts';

const today = plainDate('2026-11-18');
const both = (text: string) => ({ sv: text, en: `${text} (en)` });
const options = ['ett', 'tva', 'tre'].map((value) => ({ value, label: both(value) }));

/** A form of one question. */
function asking(question: object) {
  return smallForm('identity-card', {
    sections: [
      {
        id: 'del',
        title: both('Del'),
        questions: [{ id: 'q', label: both('Fråga'), required: true, ...question }],
      },
    ],
  });
}
function read(question: object, given: Given, files: Record<string, number> = {}) {
  const { answers, errors } = readAnswers(asking(question), given, { today, files });
  return errors[0]?.code ?? ('q' in answers ? answers.q : null);
}
const one = (value: string): Given => ({ 's.q': [value] });

describe('an answer of each type is read, or told what is wrong', () => {
  it.each<[string, object, string, unknown]>([
    ['text', { type: 'text' }, '  Kim\tProvlund ', 'Kim Provlund'],
    ['nothing', { type: 'text' }, '  ', 'required'],
    ['nothing, and it need not be', { type: 'text', required: false }, '', null],
    ['too long', { type: 'text', longest: 5 }, '123456', 'too-long'],
    ['signs that no page can show', { type: 'text' }, 'a\u0000b\u202ec\ud800', 'a b c\ufffd'],
    ['an address of e-mail', { type: 'text', purpose: 'email' }, 'kim@example.se', 'kim@example.se'],
    ['none', { type: 'text', purpose: 'email' }, 'kim@example', 'not-an-email'],
    ['two addresses', { type: 'text', purpose: 'email' }, 'a@example.se,b@example.se', 'not-an-email'],
    ['a telephone number', { type: 'text', purpose: 'phone' }, '070-123 45 67', '0701234567'],
    ['none', { type: 'text', purpose: 'phone' }, 'ring mig', 'not-a-phone'],
    ['lines', { type: 'long-text' }, 'ett\r\ntvå', 'ett\ntvå'],
    ['too many of them', { type: 'long-text', longest: 3 }, 'ett\r\n', 'ett'],
    ['a number', { type: 'number' }, '1 200', 1200],
    ['with a comma', { type: 'number', decimals: 1 }, '2,5', 2.5],
    ['below nought', { type: 'number' }, '−3', -3],
    ['decimals that are not asked for', { type: 'number' }, '2,5', 'too-many-decimals'],
    ['words', { type: 'number' }, 'tre', 'not-a-number'],
    ['1e9', { type: 'number' }, '1e9', 'not-a-number'],
    ['a hundred digits', { type: 'number' }, '9'.repeat(100), 'not-a-number'],
    ['too small', { type: 'number', min: 1 }, '0', 'too-small'],
    ['too great', { type: 'number', max: 9 }, '10', 'too-great'],
    ['a day', { type: 'date' }, '2026-12-24', '2026-12-24'],
    ['no day', { type: 'date' }, '2026-02-30', 'not-a-date'],
    ['today, from today', { type: 'date', min: 'today' }, '2026-11-18', '2026-11-18'],
    ['yesterday, from today', { type: 'date', min: 'today' }, '2026-11-17', 'before-first-day'],
    ['after the last', { type: 'date', max: '2026-01-01' }, '2026-01-02', 'after-last-day'],
    ['an option', { type: 'choice', options }, 'tva', 'tva'],
    ['what is none', { type: 'choice', options }, 'fyra', 'no-such-option'],
    ['what every object has', { type: 'choice', options }, 'constructor', 'no-such-option'],
    ['an identity number', { type: 'identity-number' }, '19121212-1212', '19121212-1212'],
    ['with a slip', { type: 'identity-number' }, '19121212-1213', 'not-an-identity-number'],
    ['what is affirmed', { type: 'statement' }, 'on', true],
    ['what is not', { type: 'statement' }, '', 'must-be-affirmed'],
  ])('%s: %o %s', (_, question, typed, expected) => {
    expect(read(question, one(typed))).toEqual(expected);
  });

  it('several of a list, each once, and no more than asked for', () => {
    const question = { type: 'multiple', options, most: 2 };
    expect(read(question, { 's.q': ['ett', 'tre', 'ett'] })).toEqual(['ett', 'tre']);
    expect(read(question, { 's.q': ['ett', 'tva', 'tre'] })).toBe('too-many-chosen');
    expect(read(question, { 's.q': ['ett', 'fem'] })).toBe('no-such-option');
    expect(read(question, {})).toBe('required');
    expect(read({ type: 'choice', options }, { 's.q': ['ett', 'tva'] })).toBe('answered-twice');
  });

  it.each([
    [
      { street: 'Storgatan 1', postcode: '13640', place: 'Haninge' },
      { street: 'Storgatan 1', postcode: '136 40', place: 'Haninge' },
    ],
    [{ street: '', postcode: '', place: '' }, 'required'],
    [{ street: 'Storgatan 1', postcode: '1364', place: 'Haninge' }, 'not-a-postcode'],
    [{ street: 'Storgatan 1', postcode: '136 40', place: '' }, 'required'],
  ])('an address: %o', (parts, expected) => {
    const given = Object.fromEntries(Object.entries(parts).map(([part, value]) => [`s.q.${part}`, [value]]));
    expect(read({ type: 'address' }, given)).toEqual(expected);
  });

  it('files are counted, and kept apart from the answers', () => {
    const question = { type: 'attachment', most: 2 };
    expect(read(question, {})).toBe('file-missing');
    expect(read(question, {}, { q: 1 })).toBeNull();
    expect(read(question, {}, { q: 3 })).toBe('too-many-files');
    expect(read({ ...question, required: false }, { 's.q': ['/etc/passwd'] })).toBeNull();
  });
});

describe('what is asked only after an answer', () => {
  const form = smallForm('identity-card', {
    sections: [
      {
        id: 'a',
        title: both('A'),
        questions: [
          { id: 'kor', type: 'choice', label: both('Kör du?'), required: true, options },
          {
            id: 'hjalp',
            type: 'text',
            label: both('Hjälp'),
            required: true,
            shownWhen: [{ question: 'kor', is: ['tva'] }],
          },
        ],
      },
      {
        id: 'b',
        title: both('B'),
        shownWhen: [{ question: 'kor', is: ['tre'] }],
        questions: [
          { id: 'fler', type: 'multiple', label: both('Fler'), required: true, options },
          {
            id: 'sist',
            type: 'text',
            label: both('Sist'),
            required: true,
            shownWhen: [{ question: 'fler', is: ['ett'] }],
          },
        ],
      },
    ],
  });
  const answer = (given: Given) => readAnswers(form, given, { today, files: {} });

  it('is required when it is asked, and left out when it is not, whatever was given', () => {
    expect(answer({ 's.kor': ['ett'], 's.hjalp': ['x'], 's.sist': ['y'] })).toEqual({
      answers: { kor: 'ett' },
      errors: [],
    });
    expect(answer({ 's.kor': ['tva'] }).errors).toEqual([{ field: 's.hjalp', code: 'required' }]);
    expect(answer({ 's.kor': ['tre'], 's.fler': ['ett'] }).errors).toEqual([
      { field: 's.sist', code: 'required' },
    ]);
  });

  it('is not asked after an answer to what was not asked', () => {
    expect(answer({ 's.kor': ['ett'], 's.fler': ['ett'] }).errors).toEqual([]);
  });

  it('and is not among what is read back', () => {
    const { answers } = answer({ 's.kor': ['tva'], 's.hjalp': ['Arm'] });
    expect(saidAnswers(form, answers, [], 'en')).toEqual([
      {
        id: 'a',
        title: 'A (en)',
        answers: [
          { id: 'kor', question: 'Kör du? (en)', answer: 'tva (en)' },
          { id: 'hjalp', question: 'Hjälp (en)', answer: 'Arm' },
        ],
      },
    ]);
  });

  it('no field of another name is an answer', () => {
    const given = JSON.parse('{"s.kor":["ett"],"__proto__":["x"],"s.constructor":["x"],"kor":["tva"]}');
    expect(answer(given)).toEqual({ answers: { kor: 'ett' }, errors: [] });
  });
});

describe('an identity number', () => {
  // Numbers of nobody: Skatteverket's example, and its like.
  it.each([
    ['121212-1212', '20121212-1212'],
    ['121212+1212', '19121212-1212'],
    ['191212121212', '19121212-1212'],
    ['1912 1212 1212', '19121212-1212'],
    ['19121272-1219', '19121272-1219'],
    ['19121272-1212', null],
    ['20301212-1211', null],
    ['19120230-1214', null],
    ['121212-121', null],
    ['202100-6453', null],
    ['', null],
  ])('%s is %s', (typed, expected) => expect(readIdentityNumber(typed, today)).toBe(expected));
});

describe('a definition that contradicts itself is refused with where and why', () => {
  const small = smallForm('identity-card');
  const question = { id: 'q', type: 'text', label: both('Fråga'), required: true };
  const choice = { id: 'val', type: 'choice', label: both('Val'), required: true, options };
  const section = (...questions: object[]) => [{ id: 'del', title: both('Del'), questions }];
  it.each<[string, object, string, string]>([
    ['another format', { format: 'x/2' }, 'format', 'not-this-format'],
    ['no law', { law: [] }, 'law', 'law-missing'],
    ['no English', { title: { sv: 'Ansökan' } }, 'title.en', 'required'],
    ['a language that is none', { title: { ...both('A'), 'en-GB': 'x' } }, 'title', 'not-a-language'],
    ['no sections', { sections: [] }, 'sections', 'no-questions'],
    ['no questions', { sections: section() }, 'sections.0.questions', 'no-questions'],
    ['an id twice', { sections: section(question, question) }, 'sections.0.questions.1.id', 'id-twice'],
    [
      'an id that is none',
      { sections: section({ ...question, id: 'Å b' }) },
      'sections.0.questions.0.id',
      'not-a-code',
    ],
    [
      'an unknown type',
      { sections: section({ ...question, type: 'colour' }) },
      'sections.0.questions.0.type',
      'invalid-union',
    ],
    [
      'what the format has not',
      { sections: section({ ...question, script: 'x' }) },
      'sections.0.questions.0',
      'unrecognized-keys',
    ],
    [
      'one option',
      { sections: section({ ...choice, options: options.slice(1, 2) }) },
      'sections.0.questions.0.options',
      'options-missing',
    ],
    [
      'an option twice',
      { sections: section({ ...choice, options: [options[0], options[0]] }) },
      'sections.0.questions.0.options',
      'option-twice',
    ],
    [
      'a condition on what comes after',
      { sections: section({ ...question, shownWhen: [{ question: 'val', is: ['ett'] }] }, choice) },
      'sections.0.questions.0.shownWhen.0.question',
      'not-asked-before',
    ],
    [
      'a condition on a text',
      { sections: section(question, { ...question, id: 'r', shownWhen: [{ question: 'q', is: ['ett'] }] }) },
      'sections.0.questions.1.shownWhen.0.question',
      'not-a-choice',
    ],
    [
      'a condition on an option that is none',
      { sections: section(choice, { ...question, shownWhen: [{ question: 'val', is: ['fem'] }] }) },
      'sections.0.questions.1.shownWhen.0.is',
      'no-such-option-in-form',
    ],
    [
      'least above most',
      { sections: section({ ...question, type: 'number', min: 3, max: 2 }) },
      'sections.0.questions.0.max',
      'least-above-most',
    ],
    [
      'a purpose twice',
      { sections: section({ ...question, purpose: 'name' }, { ...question, id: 'r', purpose: 'name' }) },
      'sections.0.questions.1.purpose',
      'purpose-twice',
    ],
    [
      'too many files',
      {
        sections: section(...['a', 'b', 'c'].map((id) => ({ ...question, id, type: 'attachment', most: 5 }))),
      },
      'sections',
      'too-many-attachments',
    ],
  ])('%s', (_, change, place, code) => {
    const result = DefinitionSchema.safeParse({ ...small, ...change });
    const issue = result.error?.issues.find(({ path }) => path.join('.') === place);
    expect(result.success).toBe(false);
    const own = issue !== undefined && /^[a-z][a-z-]+$/.test(issue.message) ? issue.message : undefined;
    const missing = issue?.code === 'invalid_type' ? 'required' : undefined;
    expect(own ?? missing ?? issue?.code?.replaceAll('_', '-')).toBe(code);
  });
});
