import Organisationsnummer from 'organisationsnummer';

/**
 * `NNNNNN-NNNN` of an organisation, or null. The package also takes a personnummer, as the number of a sole trader; an
 * organisation's third digit is at least 2, so that the number never reads as a day of birth.
 */
export function organisationNumber(text: string): string | null {
  const digits = text.replace(/^16(?=\d{10}$|\d{6}-\d{4}$)/, '').replace('-', '');
  if (!/^[1-9]\d[2-9]\d{7}$/.test(digits) || !Organisationsnummer.valid(digits)) return null;
  return `${digits.slice(0, 6)}-${digits.slice(6)}`;
}
