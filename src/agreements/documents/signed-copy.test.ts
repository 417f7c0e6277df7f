import { describe, expect, it } from 'vitest';
import { copyFault, LARGEST_COPY, plainFileName, remarksOf } from './signed-copy.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('a file that may be a signed copy', () => {
  it.each([
    ['a small PDF', bytes('%PDF-1.7\n…\n%%EOF\n'), null],
    ['with something after the end', bytes(`%PDF-1.4 %%EOF${' '.repeat(900)}`), null],
    ['empty', bytes(''), 'file-empty'],
    ['a text', bytes('Avtal %%EOF'), 'file-not-pdf'],
    ['a page that has a PDF in it', bytes('<html>%PDF-1.7 %%EOF'), 'file-not-pdf'],
    ['a Word file', bytes('PK\u0003\u0004 word/document.xml'), 'file-not-pdf'],
    ['shorter than its head', bytes('%PD'), 'file-not-pdf'],
    ['cut off', bytes('%PDF-1.7\n1 0 obj'), 'file-cut-off'],
    ['its end far from the end', bytes(`%PDF-1.7 %%EOF${'x'.repeat(1024)}`), 'file-cut-off'],
    ['a byte too much', new Uint8Array(LARGEST_COPY + 1), 'file-too-large'],
  ])('%s', (_, content, fault) => {
    expect(copyFault(content)).toBe(fault);
  });

  it.each([
    ['trailer << /Root 1 0 R >>', []],
    ['trailer << /Encrypt 9 0 R >>', ['encrypted']],
    ['<< /S /JavaScript /JS (app.alert()) >>', ['javascript']],
    ['<< /S/J#61vaScript >>', ['javascript']],
    ['<< /Names << /EmbeddedFiles 4 0 R >> >>', ['embedded-files']],
    ['<< /Title (about /JSON and /Encryption) /JSX 1 >>', []],
    ['<< /Encrypt 1 0 R /OpenAction << /JS 2 0 R >> >>', ['encrypted', 'javascript']],
  ])('%s: %j', (text, remarks) => {
    expect(remarksOf(text)).toEqual(remarks);
  });

  it.each([
    ['Avtal å.PDF', 'Avtal å.pdf'],
    ['C:\\skrivbord\\avtal.pdf', 'avtal.pdf'],
    ['../../etc/passwd', 'passwd.pdf'],
    ['a\u202efdp.exe', 'afdp.exe.pdf'],
    ['"\r\nSet-Cookie: x', 'Set-Cookie: x.pdf'],
    ['', 'avtal.pdf'],
    [`${'x'.repeat(300)}.pdf`, `${'x'.repeat(150)}.pdf`],
  ])('the name %j becomes %j', (given, plain) => {
    expect(plainFileName(given)).toBe(plain);
  });
});
