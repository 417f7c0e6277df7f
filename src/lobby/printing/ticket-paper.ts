import { transform } from 'receiptline';
import { needName, type VisitorLanguage } from '../visitor-language.ts';
import { visitorTexts } from '../visitor-texts/index.ts';

/** What stands on a ticket of paper. */
export interface Paper {
  readonly label: string;
  readonly office: string;
  readonly needNames: Readonly<Record<string, string>>;
  /** As it was issued, "2026-11-18 10:30". */
  readonly issued: string;
  /** Where the ticket can be followed. */
  readonly address: string;
}

/** What the table of a Nordic printer (code page 865) has letters for. */
const ON_PAPER: readonly VisitorLanguage[] = ['sv', 'en', 'fi', 'so'];

/**
 * A ticket as ESC/POS for an 80 mm printer (42 figures a line) with code page 865, whose å, ä and ö are 86, 84 and 94. In the
 * visitor's language where the printer has the letters, else in Swedish and English. One byte a character: write it as latin1.
 */
export function ticketBytes(paper: Paper, language: VisitorLanguage): Buffer {
  return Buffer.from(
    transform(receipt(paper, language), { cpl: 42, encoding: 'cp865', command: 'escpos' }),
    'latin1',
  );
}

function receipt(paper: Paper, language: VisitorLanguage): string {
  const readable: readonly VisitorLanguage[] = ON_PAPER.includes(language) ? [language] : ['sv', 'en'];
  const names = [
    ...new Set(['sv' as const, ...readable].map((each) => needName(paper.needNames, each).name)),
  ];
  return [
    `|${plain(paper.office)}|`,
    '',
    ...readable.map((each) => `|${plain(visitorTexts[each].yourNumber)}|`),
    `|^^^^^^${plain(paper.label)}|`,
    '',
    ...names.map((name) => `|${plain(name)}|`),
    `|${plain(paper.issued)}|`,
    '',
    ...readable.map((each) => `|${plain(visitorTexts[each].follow)}|`),
    `{code:${address(paper.address)};option:qrcode,6,m}`,
    '',
    '=',
  ].join('\n');
}

/** A text without what the markup means by its signs, on one line; without signs that no paper shows (control, direction). */
function plain(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, '')
    .replaceAll(/[\\|{}~_"`^]/g, (sign) => `\\${sign}`);
}

/** An address in a property, where a backslash and a sign are nothing: what the markup may read is written by its number. */
function address(text: string): string {
  return text.replaceAll(
    /[^\w:/.?=&-]|_/g,
    (sign) => `\\x${sign.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}
