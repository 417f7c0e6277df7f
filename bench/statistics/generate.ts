import { once } from 'node:events';
import fs from 'node:fs';
import { seeded } from '../../src/demonstration/random.ts';

/**
 * Visits of each year, millions. Seed 001 §2.1.3 says 2013, 2019, 2020 and 2021, and domain §1.7 2024; between them a straight line,
 * 2025 as 2024. What is left up to the whole comes by telephone and mail.
 */
const VISITS: Readonly<Record<number, number>> = {
  ...{ 2013: 4.8, 2014: 4.5, 2015: 4.2, 2016: 3.9, 2017: 3.6, 2018: 3.3, 2019: 3.0, 2020: 2.4, 2021: 2.2 },
  ...{ 2022: 2.4, 2023: 2.6, 2024: 2.8, 2025: 2.8 },
};
export const YEARS = Object.keys(VISITS).map(Number);
export const OFFICES = 150;
export const AUTHORITIES = [1, 2, 3, 4, 5, 6];
const TASKS_EACH = 8;
/** Of all contacts, 15 per cent are no visits. */
const OTHER = 0.15;
const MILLION = 1_000_000;
const ALL = Object.values(VISITS).reduce((sum, each) => sum + each, 0) * MILLION;

export interface YearOfFacts {
  readonly contacts: string;
  readonly matters: string;
  readonly contactCount: number;
  readonly matterCount: number;
  readonly bytes: number;
}

/** Writes the facts of a year as text that COPY reads, so that `contacts` of all years come to about as many as asked for. */
export async function writeYear(dir: string, year: number, contacts: number): Promise<YearOfFacts> {
  const random = seeded(year);
  const share = ((VISITS[year] ?? 0) * MILLION) / ALL;
  const count = Math.round(contacts * share);
  const days = openDays(year);
  const weights = Array.from({ length: OFFICES }, (_, at) => 1 / (1 + at / 25));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const files = { contacts: `${dir}/contacts-${year}.tsv`, matters: `${dir}/matters-${year}.tsv` };
  const out = {
    contacts: fs.createWriteStream(files.contacts),
    matters: fs.createWriteStream(files.matters),
  };
  const lines = { contacts: '', matters: '' };
  const flush = async (which: 'contacts' | 'matters', whenOver: number) => {
    if (lines[which].length < whenOver) return;
    const text = lines[which];
    lines[which] = '';
    if (!out[which].write(text)) await once(out[which], 'drain');
  };
  let written = 0;
  let matterCount = 0;
  for (const [at, day] of days.entries()) {
    const until = Math.round((count * (at + 1)) / days.length);
    const ofDay = until - Math.round((count * at) / days.length);
    let carry = 0;
    for (let office = 1; office <= OFFICES; office++) {
      const exact = carry + (ofDay * (weights[office - 1] as number)) / total;
      const here = office === OFFICES ? Math.round(exact) : Math.floor(exact);
      carry = exact - here;
      for (let nth = 0; nth < here; nth++) {
        written++;
        const id = `${year}0000-0000-7000-8000-${written.toString(16).padStart(12, '0')}`;
        const visit = random() >= OTHER;
        const channel = visit ? 0 : random() < 0.7 ? 1 : 2;
        const hour = 9 + Math.floor(random() * 8);
        if (visit) {
          const wait = Math.min(10_800, Math.floor(-Math.log(1 - random()) * 600));
          const fate = random();
          const [gone, missed] = [fate < 0.03, fate > 0.98];
          const low = Math.floor(wait * (0.5 + random()));
          const off = Math.abs(wait - low - 150);
          const asked = random();
          lines.contacts += `${id}\t${office}\t${day}\t${gone ? '\\N' : wait}\t${gone || missed ? '\\N' : 10 + Math.floor(random() * 80)}\t${
            gone || missed ? '\\N' : 30 + Math.floor(-Math.log(1 - random()) * 420)
          }\t${gone ? '\\N' : off}\t${hour}\t0\t${gone || missed ? 'f' : 't'}\tt\t${missed ? 't' : 'f'}\t${gone ? 't' : 'f'}\t${
            gone ? '\\N' : off <= 150 ? 't' : 'f'
          }\t${asked < 0.1 && !gone && !missed ? (asked < 0.07 ? 't' : 'f') : '\\N'}\t${asked > 0.97 ? 't' : '\\N'}\t\\N\n`;
          if (gone || missed) continue;
        } else
          lines.contacts += `${id}\t${office}\t${day}\t\\N\t\\N\t\\N\t\\N\t${hour}\t${channel}\tt\tf\tf\tf\t\\N\t\\N\t\\N\t\\N\n`;
        const matters = random();
        const many = matters < 0.6 ? 1 : matters < 0.88 ? 2 : 3;
        const cameBack = random() < 0.05;
        let before = '';
        for (let m = 0; m < many; m++) {
          matterCount++;
          const authority = 1 + Math.floor(random() * random() * AUTHORITIES.length);
          const task = (authority - 1) * TASKS_EACH + 1 + Math.floor(random() * TASKS_EACH);
          const outcome = 1 + Math.floor(random() * random() * 5);
          const level = 1 + Math.floor(random() * 5);
          const help = visit ? 1 + Math.floor(random() * 3) : 4;
          const isFirst = !before.includes(`,${authority},`);
          before += `,${authority},`;
          lines.matters += `${id.slice(0, 20)}${m}${id.slice(21)}\t${office}\t${day}\t${authority}\t${task}\t${channel}\t${level}\t${help}\t${outcome}\t${
            isFirst ? 't' : 'f'
          }\t${cameBack ? 'f' : 't'}\t${cameBack && m === 0 ? 't' : 'f'}\n`;
        }
        await flush('contacts', 1_000_000);
        await flush('matters', 1_000_000);
      }
    }
  }
  await flush('contacts', 0);
  await flush('matters', 0);
  for (const stream of Object.values(out)) {
    stream.end();
    await once(stream, 'finish');
  }
  const bytes = fs.statSync(files.contacts).size + fs.statSync(files.matters).size;
  return { ...files, contactCount: written, matterCount, bytes };
}

/** Mondays to Fridays. */
function openDays(year: number): string[] {
  const days: string[] = [];
  for (
    let day = Temporal.PlainDate.from({ year, month: 1, day: 2 });
    day.year === year;
    day = day.add({ days: 1 })
  )
    if (day.dayOfWeek <= 5) days.push(day.toString());
  return days;
}
