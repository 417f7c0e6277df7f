import { type PlainDate, parsePlainDate } from '../../kernel/plain-date.ts';

const SHAPE = /^(\d{2})?(\d{2})(\d{2})(\d{2})([-+])?(\d{4})$/;

/**
 * A personnummer or samordningsnummer as `YYYYMMDD-NNNN`, from ten or twelve digits with or without their sign; null when it is
 * none: no such day, a wrong check digit (18 § folkbokföringslagen (1991:481); the day of a samordningsnummer is 60 more), or
 * not born yet. Of ten digits the century is the one in which the person is under a hundred, or with + over.
 */
export function readIdentityNumber(typed: string, today: PlainDate): string | null {
  const plain = typed.replaceAll(/[\s\u2010-\u2015]/g, (sign) => (/\s/.test(sign) ? '' : '-'));
  const [, century, year = '', month = '', day = '', sign, number = ''] = SHAPE.exec(plain) ?? [];
  if (year === '' || checkDigit(year + month + day + number) !== 0) return null;
  const ofDay = Number(day) > 60 ? Number(day) - 60 : Number(day);
  const bornIn = (cc: number) => parsePlainDate(`${cc}${year}-${month}-${String(ofDay).padStart(2, '0')}`);
  if (century !== undefined) {
    const born = bornIn(Number(century));
    return born !== null && born <= today ? written(Number(century), year, month, day, number) : null;
  }
  for (let cc = Math.floor(Number(today.slice(0, 4)) / 100), over = sign === '+' ? 1 : 0; cc >= 18; cc -= 1) {
    const born = bornIn(cc);
    // The first century in which it is a day that has been is the youngest that the person can be.
    if (born === null || born > today) continue;
    if (over === 0) return written(cc, year, month, day, number);
    over -= 1;
  }
  return null;
}

const written = (century: number, year: string, month: string, day: string, number: string) =>
  `${century}${year}${month}${day}-${number}`;

/** Modulus 10 (Luhn) over ten digits: 0 when the last is the check digit. */
function checkDigit(digits: string): number {
  let sum = 0;
  for (const [at, digit] of [...digits].entries()) {
    const value = Number(digit) * (at % 2 === 0 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10;
}
