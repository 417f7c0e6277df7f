/** Swedish first, English second. */
export const LOCALES = ['sv', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

type Texts = { readonly [key: string]: string | ((...args: never[]) => string) | Texts };
type Same<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...args: infer A) => string
      ? (...args: A) => string
      : Same<T[K]>;
};

/** A room's texts: the Swedish ones decide which there are, and an English one that is missing does not compile. */
export function catalogue<const T extends Texts>(
  sv: T & Same<T>,
  en: Same<T>,
): Readonly<Record<Locale, Same<T>>> {
  return { sv, en };
}
