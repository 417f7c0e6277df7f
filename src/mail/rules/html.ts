import { convert } from 'html-to-text';

/** The most that is read of a mail's HTML, in characters. */
const LONGEST_HTML = 1_000_000;
/** A picture that is written out in the HTML, which would take the place of the text after it. */
const WRITTEN_OUT = /\bdata:[a-z0-9.+/-]{1,100}(?:;[a-z0-9=.-]{1,100}){0,5},[^"'\s<>)]{100,}/gi;
/** Stands where something was left out; no character of a text. */
const LEFT_OUT = '\ufdd0';

/**
 * What a person would read of HTML, as plain text: nothing in it is run, fetched or shown as HTML, ever. An address stands
 * after its link when it says something else than the link does: that is how a false one is seen. `cut`: not all of it was read.
 */
export function htmlToText(html: string): { readonly text: string; readonly cut: boolean } {
  const bare = html.replace(WRITTEN_OUT, 'data:,');
  const text = convert(bare.slice(0, LONGEST_HTML).replaceAll(LEFT_OUT, ''), {
    wordwrap: false,
    limits: { maxDepth: 200, maxChildNodes: 20_000, maxInputLength: LONGEST_HTML, ellipsis: LEFT_OUT },
    formatters: {
      // Beside each other, and not one number of two.
      cell: (cell, walk, builder) => {
        walk(cell.children, builder);
        builder.addInline(' ');
      },
    },
    selectors: [
      { selector: 'td', format: 'cell' },
      { selector: 'th', format: 'cell' },
      { selector: 'tr', format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
      ...['script', 'style', 'head', 'title', 'template', 'iframe', 'object', 'svg', 'math', 'noscript'].map(
        (selector) => ({ selector, format: 'skip' }),
      ),
      { selector: 'img', format: 'skip' },
      {
        selector: 'a',
        options: {
          hideLinkHrefIfSameAsText: true,
          ignoreHref: false,
          linkBrackets: ['(', ')'],
          noAnchorUrl: true,
          // What else stands in a link is nowhere that a person could go.
          pathRewrite: (path) => (/^(https?:\/\/|mailto:|tel:)/i.test(path) ? path : ''),
        },
      },
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({
        selector,
        options: { uppercase: false },
      })),
    ],
  });
  return {
    text: text.replaceAll(LEFT_OUT, '…'),
    cut: bare.length > LONGEST_HTML || text.includes(LEFT_OUT),
  };
}
