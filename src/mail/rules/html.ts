import { convert } from 'html-to-text';

/** The most that is read of a mail's HTML, in characters. */
const LONGEST_HTML = 1_000_000;

/**
 * What a person would read of HTML, as plain text: nothing in it is run, fetched or shown as HTML, ever. An address stands
 * after its link when it says something else than the link does: that is how a false one is seen.
 */
export function htmlToText(html: string): string {
  return convert(html.slice(0, LONGEST_HTML), {
    wordwrap: false,
    limits: { maxDepth: 200, maxChildNodes: 20_000, maxInputLength: LONGEST_HTML, ellipsis: '…' },
    selectors: [
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
}
