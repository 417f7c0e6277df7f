import { looksLikeIdentityNumber } from '../../kernel/identity-number.ts';

const EMAIL = /[^\s@<>()]+@[^\s@<>()]+\.[\p{L}]{2,}/gu;
const NUMBER = /(?<![\p{L}\d])\+?\d[\d\s()–-]{5,}\d(?![\p{L}\d])/gu;

/** A description as everybody may read it: addresses of e-mail, telephone and identity numbers are left out. Names cannot be known. */
export function publicText(text: string): string {
  return text.replace(EMAIL, '[…]').replace(NUMBER, (number) => {
    const digits = number.replaceAll(/\D/g, '');
    return digits.length >= 7 || looksLikeIdentityNumber(number) ? '[…]' : number;
  });
}
