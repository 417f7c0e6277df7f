import { LANGUAGE_CODES, type Language } from '../../hours/rules/languages.ts';
import type { Http } from '../../shell/http.ts';
import { places } from '../places.server.ts';
import { type Point, readPoint } from '../rules/distance.ts';
import { type Need, readNeed } from '../rules/needs.ts';
import { fold, type Place, placeOfPostcode, postcodeIn, searchPlaces } from '../rules/search-places.ts';

/** What a visitor asked of the finder, as the address has it; what is no answer to a question is left out and told. */
export interface Question {
  readonly text: string;
  /** Where from; null: the whole country. */
  readonly here: (Point & { readonly name: string | null }) | null;
  readonly others: readonly Place[];
  readonly wrong: 'nothing' | 'postcode' | 'shortPostcode' | 'outside' | null;
  /** As it was sent: what the button "near me" found. */
  readonly position: string | null;
  readonly need: Need | null;
  readonly unknownNeed: boolean;
  readonly needText: string;
  readonly openNow: boolean;
  readonly stepFree: boolean;
  readonly language: Language | null;
  /** How many offices to show. */
  readonly count: number;
}

export const SHOWN = 8;
const MOST = 500;

/** `known`: codes of the tasks that there are. */
export function readQuestion(c: Http, known: ReadonlySet<string>): Question {
  const ask = (name: string) => (c.req.query(name) ?? '').trim().slice(0, 200);
  const needText = ask('uppgift');
  const need = readNeed(needText, known);
  const language = LANGUAGE_CODES.find((code) => code === ask('talar')) ?? null;
  const count = Number(ask('antal'));
  return {
    ...placeAsked(ask('plats'), ask('nara')),
    ...{ need, needText, language, unknownNeed: need === null && needText !== '' },
    openNow: ask('oppet') !== '',
    stepFree: ask('trappfritt') !== '',
    count: Number.isInteger(count) && count > SHOWN ? Math.min(count, MOST) : SHOWN,
  };
}

type PlaceAsked = Pick<Question, 'text' | 'here' | 'others' | 'wrong' | 'position'>;

function placeAsked(text: string, position: string): PlaceAsked {
  const none: PlaceAsked = { text, here: null, others: [], wrong: null, position: null };
  if (text === '') {
    if (position === '') return none;
    const here = readPoint(position);
    if (here === null) return { ...none, wrong: 'outside' };
    return { ...none, here: { ...here, name: null }, position };
  }
  const postcode = postcodeIn(text);
  if (postcode !== null) {
    if (!postcode.whole) return { ...none, wrong: 'shortPostcode' };
    const place = placeOfPostcode(places().postcodes, postcode.digits);
    return place === null ? { ...none, wrong: 'postcode' } : { ...none, here: { ...place } };
  }
  const [first, ...others] = found(text);
  if (first === undefined) return { ...none, wrong: 'nothing' };
  // Who wrote a whole name is asked only between places of that name.
  const same = others.filter(({ name }) => fold(name) === fold(first.name));
  const meant = fold(text.split(',')[0] ?? '') === fold(first.name) ? same : others;
  return { ...none, here: { ...first, name: first.name }, others: text.includes(',') ? [] : meant };
}

/** `Alunda`, or `Alunda, Östhammar` as the page writes it. */
function found(text: string): readonly Place[] {
  const [name = '', within = ''] = text.split(',', 2);
  const hits = searchPlaces(places().places, name);
  if (within.trim() === '') return hits;
  const there = hits.filter(({ municipality }) => fold(municipality).startsWith(fold(within)));
  return there.length > 0 ? there : hits;
}

/** `ort, kommun` where the two differ: names recur. */
export function placeName({ name, municipality }: Pick<Place, 'name' | 'municipality'>): string {
  return name === municipality || municipality === '' ? name : `${name}, ${municipality}`;
}

/** An address on the public pages: the language that the reader came with goes along. */
export function address(c: Http, path: string, params: Readonly<Record<string, string | null>> = {}): string {
  const given = c.req.query('sprak');
  const all = { ...params, sprak: given === 'sv' || given === 'en' ? given : null };
  const query = new URLSearchParams(
    Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null && entry[1] !== ''),
  );
  return query.size === 0 ? path : `${path}?${query}`;
}

/** The question as an address again, changed. */
export function asked(q: Question, change: Readonly<Record<string, string | null>> = {}) {
  return {
    ...{
      plats: q.text,
      nara: q.text === '' ? q.position : null,
      uppgift: q.need === null ? null : q.needText,
    },
    ...{ talar: q.language, oppet: q.openNow ? '1' : null, trappfritt: q.stepFree ? '1' : null },
    ...change,
  };
}
