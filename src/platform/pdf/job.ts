/** One for archives, one for reading; Typst writes one of them at a time and tags both alike. */
export type PdfStandard = 'a-2a' | 'ua-1';

/** What the worker is given. */
export interface PdfJob {
  /** JSON; its strings reach the template as strings. */
  readonly content: unknown;
  readonly template: string;
  /** The day it was made, in Sweden. */
  readonly made: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly standard: PdfStandard;
}

/** What it answers. */
export type PdfAnswer =
  | { readonly pdf: Uint8Array<ArrayBuffer> }
  | { readonly unavailable: string }
  | { readonly diagnostics: string };
