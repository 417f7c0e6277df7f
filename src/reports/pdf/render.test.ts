import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { loadTypst } from '../../platform/pdf/compiler.ts';
import { codePointsOf, fontFiles } from '../../platform/pdf/fonts.ts';
import { legible } from '../../platform/pdf/legible.ts';
import { pdfText, withoutSpace } from '../../platform/pdf/pdf-text.ts';
import { pdfTemplate, renderPdf } from '../../platform/pdf/render.server.ts';
import type { ReportContent } from '../content.ts';
import { TEXT_ITEMS } from '../content.ts';
import { emptyContent, sampleContent } from './sample-content.ts';

const at = Temporal.Instant.from('2026-02-14T10:00:00Z');
const template = pdfTemplate('reports/pdf/annual-report.typ');
const archived = (content: ReportContent) => renderPdf({ content, template, at, standard: 'a-2a' });
const latin1 = (pdf: Uint8Array) => Buffer.from(pdf).toString('latin1');

function withTexts(text: string): ReportContent {
  const texts = Object.fromEntries(TEXT_ITEMS.map((item) => [item, text])) as ReportContent['texts'];
  return { ...sampleContent(1), texts };
}

/** `text` wherever a person or a register can put text. */
function everywhere(text: string): ReportContent {
  const content = withTexts(text);
  const task = { task: text, provision: text, times: 1 };
  const agreement = { diaryNumber: text, name: text, regime: text, counterparties: [text] };
  return {
    ...content,
    authority: { name: text, orgNumber: text },
    duty: { ...content.duty, provisions: [text] },
    contact: { address: text, person: text, email: text, phone: text },
    agreements: content.agreements.map((one) => ({ ...one, ...agreement })),
    offices: sampleContent(2).offices.map((one) => ({
      ...one,
      name: text,
      locality: text,
      municipality: text,
      authorityTasks: [task],
      personalDataTasks: [task],
    })),
    surplusDuring: (content.surplusDuring ?? []).map((one) => ({ ...one, system: text, office: text })),
    performed: (content.performed ?? []).map((one) => ({
      ...one,
      ...{ name: text, locality: text, municipality: text },
      tasks: one.tasks.map((done) => ({ ...done, principal: text, task: text })),
    })),
    totals: { ...content.totals, visitors: { derived: -1234567.891, corrected: 0.5, reason: text } },
  };
}

describe('the annual report as PDF', () => {
  it('is tagged, in Swedish, titled, and says which standard it keeps', async () => {
    const content = sampleContent();
    const archive = latin1(await archived(content));
    const reading = latin1(await renderPdf({ content, template, at, standard: 'ua-1' }));
    for (const pdf of [archive, reading]) {
      expect(pdf.slice(0, 5)).toBe('%PDF-');
      expect(pdf).toMatch(/\/MarkInfo <<\s*\/Marked true/);
      expect(pdf).toContain('/StructTreeRoot');
      expect(pdf).toContain('/Lang (sv-SE)');
      expect(pdf).toMatch(/\/S \/H1\b/);
      expect(pdf).toMatch(/\/S \/TH\b/);
      expect(pdf).toMatch(/\/Scope \/Column/);
      expect(pdf).toContain('<xmp:CreateDate>2026-02-14T10:00:00');
    }
    expect(archive).toContain('<pdfaid:part>2</pdfaid:part>');
    expect(archive).toContain('<pdfaid:conformance>A</pdfaid:conformance>');
    expect(reading).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(reading).toContain('/DisplayDocTitle true');
  });

  it('says what the registers say, and what the author corrected beside it', async () => {
    const text = pdfText(await archived(sampleContent()));
    for (const part of [
      'Verksamhetsrapport 2025',
      'Rapporten ska ha kommit in senast 2026-03-31.',
      '131 64021-17/1211',
      'Servicekontoret i Överkalix',
      '68 967 70 807',
      'Skäl till rättelsen: Besöken vid kontoret i Kiruna',
      'Ja. Den 31 december 2025 fanns 2 åtkomster',
      'Det som myndigheten utför åt andra',
      'Bostadstillägg Pensionsmyndigheten 96 – – –',
      'Utan stöd i något uppdrag',
      '2025-03-14– 2025-06-30',
      'Rapporten är framställd 2026-02-14',
    ])
      expect(text).toContain(withoutSpace(part));
  });

  it('is marked on every page when the data are a demonstration, and else on none', async () => {
    const mark = withoutSpace('Demonstration – uppgifterna är påhittade');
    const real = pdfText(await archived({ ...sampleContent(), demonstration: false }));
    const demonstration = pdfText(await archived(sampleContent()));
    const pages = demonstration.split(/Sida\d+av\d+/).slice(0, -1);
    expect(pages.length).toBeGreaterThan(4);
    for (const page of pages) expect(page).toContain(mark);
    expect(real).not.toContain(mark);
  });

  it('is the same bytes from two workers, and from another process in another time zone', async () => {
    const first = await archived(sampleContent());
    expect(Buffer.compare(first, await archived(sampleContent()))).toBe(0);
    const script = `
      import { pdfTemplate, renderPdf } from '${import.meta.dirname}/../../platform/pdf/render.server.ts';
      import { sampleContent } from '${import.meta.dirname}/sample-content.ts';
      const at = Temporal.Instant.from('${at}');
      process.stdout.write(await renderPdf({ content: sampleContent(), template: pdfTemplate('reports/pdf/annual-report.typ'), at, standard: 'a-2a' }));`;
    const other = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      env: { TZ: 'Pacific/Auckland' },
      cwd: '/',
      maxBuffer: 10_000_000,
    });
    expect(other.stderr.toString()).toBe('');
    expect(Buffer.compare(first, other.stdout)).toBe(0);
  });

  it('is another document when the instant or a text is another', async () => {
    const first = await archived(emptyContent());
    const later = await renderPdf({
      content: emptyContent(),
      template,
      at: at.add({ seconds: 1 }),
      standard: 'a-2a',
    });
    expect(Buffer.compare(first, later)).not.toBe(0);
  });

  it('says so where there is nothing: no offices, no agreements, no texts', async () => {
    const text = pdfText(await archived(emptyContent()));
    expect(text).toContain(withoutSpace('Ingen uppgift lämnad.'));
    expect(text).toContain(withoutSpace('Inget avtal gällde under 2025.'));
    expect(text).toContain(
      withoutSpace(
        'Ingen verksamhet för myndighetens räkning finns registrerad vid något kontor under 2025.',
      ),
    );
  });

  it('holds 113 offices', async () => {
    const pdf = await archived(sampleContent(113));
    expect(pdf.length).toBeLessThan(2_000_000);
    expect(pdfText(pdf)).toContain('ServicekontoretiArvidsjaur9');
  });
});

describe('what people write', () => {
  const MARKUP = [
    '# Rubrik = rubrik *fet* _kursiv_ $x^2$ @ref <etikett> \\ \\u{41} ~ `kod` [a](b) // kommentar /* x */',
    '#panic("nej") #{ 1 / 0 } #import "a.typ" "citat" \'x\' -- --- ... https://www.exempel.se/ & %',
  ].join(' ');

  it('appears as it was written, never as markup', async () => {
    const text = pdfText(await archived(everywhere(MARKUP)));
    const times = text.split(withoutSpace(MARKUP)).length - 1;
    expect(times).toBeGreaterThan(20);
  });

  it('keeps what the fonts lack as code points', async () => {
    const text = pdfText(await archived(everywhere('Hej 😀 مر \ud800 \u0007 \u202e \ufeff slut')));
    const codes = 'Hej [U+1F600] [U+0645 U+0631] [U+D800] [U+0007] [U+202E] [U+FEFF] slut';
    expect(text).toContain(withoutSpace(codes));
    expect(text).toContain(withoutSpace('Ett tecken som typsnittet saknar'));
  });

  it.each([
    ['one word', 'x'.repeat(20_000)],
    ['many paragraphs', `${MARKUP} 😀\n\n`.repeat(120).slice(0, 20_000)],
  ])('may be 20,000 characters: %s', async (_, long) => {
    for (const standard of ['a-2a', 'ua-1'] as const) {
      const pdf = await renderPdf({ content: withTexts(long), template, at, standard });
      expect(pdfText(pdf).length).toBeGreaterThan(7 * 15_000);
    }
  });

  it('may use every character of the fonts, everywhere', async () => {
    const all = [...codePointsOf(fontFiles())].map((point) => String.fromCodePoint(point)).join('');
    expect((await archived(everywhere(all))).length).toBeGreaterThan(100_000);
  }, 20_000);

  it('keeps its paragraphs and lines, whatever wrote them', () => {
    const covered = codePointsOf(fontFiles());
    expect(legible('a\r\nb\rc\u2028d\u2029e\tf', covered)).toBe('a\nb\nc\nd\n\ne f');
    expect(legible('a\u030a', covered)).toBe('å');
  });
});

describe('a platform without the compiler', () => {
  it('is told by the name of what is missing', () => {
    expect(() => loadTypst('plan9-vax')).toThrow('typst-ts-node-compiler-plan9-vax cannot be loaded');
  });
});

describe('a template that is wrong', () => {
  const wrong = (source: string) =>
    renderPdf({ content: emptyContent(), template: source, at, standard: 'ua-1' });

  it('is an error with what the compiler says', async () => {
    await expect(wrong('#nothing-of-the-kind')).rejects.toThrow('unknown variable: nothing-of-the-kind');
  });

  it('is an error with what the standard asks for', async () => {
    await expect(wrong('#set text(font: "Source Sans 3")\nHej')).rejects.toThrow('missing document title');
  });

  it('does not stop the next report', async () => {
    await expect(wrong('#nothing')).rejects.toThrow();
    expect((await archived(emptyContent())).length).toBeGreaterThan(10_000);
  });
});
