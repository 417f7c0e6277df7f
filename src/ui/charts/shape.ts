import { catalogue, type Locale } from '../texts.ts';

// What the charts are drawn from. They know no room: words and numbers come written.

/**
 * How a series is drawn: what the page is about, an earlier one in grey, one before that, or what others have reported (hatched).
 * Each differs from the others without colour.
 */
export type Tone = 'now' | 'before' | 'long-before' | 'reported';

/** A number; null: there is none; `hidden`: there is one that the reader may not see. */
export type Value = number | null | 'hidden';

export interface Series {
  readonly name: string;
  readonly tone: Tone;
  /** One for each category. */
  readonly values: readonly Value[];
}

export interface Category {
  readonly name: string;
  /** Where there is little room: "j" for January. */
  readonly short?: string;
}

export interface ChartData {
  /** Unique on its page: letters, digits and hyphens. */
  readonly id: string;
  /** What the picture shows, as a sentence. */
  readonly title: string;
  /** How it is drawn and what it is about. */
  readonly description: string;
  readonly categories: readonly Category[];
  /** What the categories are: the head of the table's first column. */
  readonly categoryName: string;
  readonly series: readonly Series[];
  readonly format: (value: number) => string;
  readonly locale: Locale;
}

export const chartTexts = catalogue(
  {
    asTable: 'Siffrorna i en tabell',
    hidden: 'döljs',
    none: '–',
    noneSaid: 'ingen uppgift',
    weekdays: 'mån tis ons tor fre lör sön',
  },
  {
    asTable: 'The figures in a table',
    hidden: 'withheld',
    none: '–',
    noneSaid: 'no figure',
    weekdays: 'Mon Tue Wed Thu Fri Sat Sun',
  },
);

export const numberOf = (value: Value | undefined): number | null =>
  typeof value === 'number' ? value : null;

/** Largest drawn number; at least 1, so that a chart of zeros has a scale. */
export const largest = (series: readonly Series[]): number =>
  Math.max(1, ...series.flatMap(({ values }) => values.filter((value) => typeof value === 'number')));

/** Coordinates with one decimal: the same picture is the same bytes. */
export const at = (value: number): string => String(Math.round(value * 10) / 10);

/** About how wide a text is drawn, in units of the picture: tabular figures of the product's typeface at 14 units. */
export const widthOf = (text: string): number => text.length * 7.3;
