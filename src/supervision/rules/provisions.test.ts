import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { LawContent, PartyKind } from '../../law/facts.ts';
import { day, law, task } from '../../law/test-facts.ts';
import { root } from '../../platform/paths.server.ts';
import type { SentAgreement } from '../sent-agreement.ts';
import { sampleContent } from '../test-desk.ts';
import { copyDeviations } from './copy-deviations.ts';
import { reportDeviations } from './report-deviations.ts';

/** What the law content says of a regime: its provisions, its lists' and their items'. */
function provisionsOf({ regimes, lists, items }: LawContent, id: string): Set<string> {
  const rules = regimes.get(id)?.rules;
  return new Set([
    ...Object.values(rules?.provisions ?? {}).flatMap((provision) => provision?.ref ?? []),
    ...[...lists, ...items].filter(({ regimeId }) => regimeId === id).map(({ provision }) => provision),
  ]);
}

/** How many paragraphs each statute has (domain §1.1–1.6); 9 kap. and the like are told with their chapter. */
const PARAGRAPHS: Readonly<Record<string, number>> = {
  '2019:212': 6,
  '2019:214': 7,
  '2004:543': 9,
  '2009:315': 6,
  '1997:297': 9,
  '1994:686': 5,
};

/** `2 § andra stycket lagen (2019:212)` as statute and paragraphs; chapters and other statutes are left out. */
function citations(text: string): { readonly statute: string; readonly paragraphs: readonly number[] }[] {
  const found = text.matchAll(
    /(?<!kap\. )(?<![\d–-])((?:\d+(?:–\d+)?(?:, | och )?)+) §§?(?: \d+)?(?: [a-zåäö]+ stycket)? (?:\d )?(?:lagen|förordningen) \((\d{4}:\d+)\)/g,
  );
  return [...found].map(([, numbers = '', statute = '']) => ({
    statute,
    paragraphs: numbers.split(/, | och /).flatMap((part) => part.split('–').map(Number)),
  }));
}

const kinds: readonly PartyKind[] = ['state', 'municipality', 'region', 'social-insurance-office'];
const days = fc
  .integer({ min: 0, max: 12_000 })
  .map((n) => Temporal.PlainDate.from('1994-01-01').add({ days: n }).toString() as PlainDate);
const agreement: fc.Arbitrary<SentAgreement> = fc
  .record({
    regimeId: fc.constantFrom(...law.regimes.keys()),
    signedOn: days,
    decidedOn: days,
    from: days,
    governmentDirected: fc.boolean(),
    approvedOn: fc.option(days),
    approvalRevokedOn: fc.option(days),
    termEndsOn: fc.option(days),
    version: fc.integer({ min: 1, max: 3 }),
    kinds: fc.tuple(fc.constantFrom(...kinds), fc.constantFrom(...kinds)),
    tasks: fc.array(
      fc.record({
        task: fc.constantFrom(...Object.values(task)),
        principalId: fc.constantFrom(1, 2, 3),
        performerId: fc.constantFrom(1, 2, 3),
        exercisesAuthority: fc.boolean(),
        requiresPersonalData: fc.boolean(),
        listedSeparately: fc.boolean(),
        performersNamed: fc.boolean(),
        catalogueCode: fc.option(fc.constantFrom(...law.items.map(({ code }) => code))),
        access: fc.constantFrom<string[]>([], ['Folkbokföring']),
      }),
      { maxLength: 4 },
    ),
  })
  .map(({ kinds: [a, b], from, tasks, ...rest }) => ({
    ...rest,
    diaryNumber: '1',
    name: 'Avtal',
    summary: '',
    valid: { from, to: null },
    offices: 'all' as const,
    parties: [
      { id: 1, kind: a, name: 'En' },
      { id: 2, kind: b, name: 'Två' },
    ],
    tasks: tasks.map((each, index) => ({ ...each, name: `${index}` })),
  }));

describe('what the desk cites', () => {
  it('is, of a copy, a provision of the law content of its regime', () => {
    const codes = new Set<string>();
    fc.assert(
      fc.property(agreement, days, (sent, sentOn) => {
        const there = provisionsOf(law, sent.regimeId);
        for (const { code, provision } of copyDeviations(sent, law, sentOn)) {
          codes.add(code);
          expect(there, `${code} under ${sent.regimeId}`).toContain(provision);
        }
      }),
      { numRuns: 1500 },
    );
    // So many kinds of findings were met that the test says something.
    expect(codes.size).toBeGreaterThan(14);
  });

  it('is, of a report, provisions of the law content of its agreements’ regimes, and of the newest law where it names none', () => {
    const content = sampleContent(2);
    const regimes = [...law.regimes.values()]
      .filter(({ rules }) => rules.report.to === 'kammarkollegiet')
      .map(({ id }) => id);
    expect(regimes).toEqual(expect.arrayContaining(['STJ-2009', 'SA-2019']));
    for (const among of [[], ...regimes.map((id) => [id]), regimes]) {
      const report = {
        ...content,
        agreements: among.flatMap((regime) =>
          content.agreements.map((each) => ({ ...each, regime, governmentDirected: false })),
        ),
        texts: { ...content.texts, finances: '', effectiveness: '' },
        totals: { ...content.totals, surplusAccess: { derived: 2, corrected: null, reason: '' } },
        duty: { ...content.duty, owed: true, due: day('2020-01-01') },
      };
      const there = (among.length === 0 ? ['SA-2019'] : among).flatMap((id) => [...provisionsOf(law, id)]);
      const found = reportDeviations({ content: report, sentOn: day('2026-01-01') }, law, new Set());
      expect(new Set(found.map(({ code }) => code)).size).toBeGreaterThan(2);
      for (const { code, provision } of found) {
        expect(provision).not.toBe('');
        for (const one of provision.split(', ')) expect(there, `${code}: ${one}`).toContain(one);
      }
    }
  });

  it('is, in its rules and texts, a paragraph that the statute has', () => {
    const folder = path.join(root, 'src/supervision');
    const files = fs
      .readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(ts|tsx|typ)$/.test(file) && !file.includes('.test.'));
    const cited = files.flatMap((file) =>
      citations(fs.readFileSync(path.join(folder, file), 'utf8')).map((each) => ({ file, ...each })),
    );
    expect(cited.length).toBeGreaterThan(15);
    for (const { file, statute, paragraphs } of cited) {
      expect(Object.keys(PARAGRAPHS), file).toContain(statute);
      for (const paragraph of paragraphs) {
        expect(paragraph, `${file}: ${statute}`).toBeGreaterThan(0);
        expect(paragraph, `${file}: ${statute}`).toBeLessThanOrEqual(PARAGRAPHS[statute] ?? 0);
      }
    }
  });

  it('and so in the law content itself', () => {
    const refs = [...law.regimes.keys()].flatMap((id) => [...provisionsOf(law, id)]);
    for (const { statute, paragraphs } of refs.flatMap(citations))
      for (const paragraph of paragraphs)
        expect(paragraph, statute).toBeLessThanOrEqual(PARAGRAPHS[statute] ?? 0);
  });
});
