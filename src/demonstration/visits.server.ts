import { migrationOffices, type Row } from './agreements.server.ts';
import { type WorkingDay, workingDays } from './calendar.ts';
import { type DemoMatter, Mandates, matterFor } from './matters.server.ts';
import { type DemoOffice, demoOffices } from './network.server.ts';
import { type DemoOfficer, demoOfficers } from './people.server.ts';
import { pick, poisson, seeded, weighted, whole } from './random.ts';

/** Visits a day on average, by type of office. */
const A_DAY = { large: 5.4, medium: 1.65, small: 0.95, flexible: 0.85 } as const;
const BY_WEEKDAY = [0, 1.25, 1.05, 0.95, 0.95, 0.8];
const BY_MONTH = [0, 1.15, 1, 1.15, 1.2, 1.05, 0.9, 0.7, 1.05, 1.1, 1.05, 1, 0.85];
/** Days of the week with visitors: small offices normally three, flexible ones two (seed 001 §2.2). */
const WEEK = { large: [1, 2, 3, 4, 5], medium: [1, 2, 3, 4, 5], small: [2, 3, 4], flexible: [2, 4] } as const;

/** Two years of visits: each row one matter, each visit within one day, at an open office, by one who works there. */
export function visitRows(): Row[] {
  const random = seeded(2_200_000);
  const staffOf = staffing();
  const mandates = new Mandates();
  const migration = migrationOffices();
  const pull = new Map(demoOffices().map((office) => [office.code, 0.7 + random() * 0.6]));
  const rows: Row[] = [];
  let number = 0;
  for (const day of workingDays())
    for (const office of demoOffices()) {
      if (!isOpen(office, day)) continue;
      const mean =
        A_DAY[office.type] * BY_WEEKDAY[day.weekday]! * BY_MONTH[day.month]! * pull.get(office.code)!;
      const staff = staffOf.get(office)!.filter((officer) => works(officer, day.day));
      const visits = staff.length === 0 ? 0 : poisson(random, mean);
      const starts = Array.from({ length: visits }, () => start(random, office)).sort((a, b) => a - b);
      for (const opened of starts) {
        const officer = pick(random, staff);
        const visit = `D${String(++number).padStart(6, '0')}`;
        const matters = mattersOf(random, {
          office,
          officer,
          day,
          mandates,
          migration: migration.has(office.code),
        });
        rows.push(...rowsOf(random, visit, office, officer, day.day, opened, matters));
      }
    }
  return rows;
}

interface Setting {
  readonly office: DemoOffice;
  readonly officer: DemoOfficer;
  readonly day: WorkingDay;
  readonly mandates: Mandates;
  readonly migration: boolean;
}

function mattersOf(random: () => number, setting: Setting): DemoMatter[] {
  const count = weighted(random, [
    [0.78, 1],
    [0.19, 2],
    [0.03, 3],
  ]);
  const matters: DemoMatter[] = [];
  while (matters.length < count) {
    const matter = matterFor(random, setting);
    if (!matters.some(({ task }) => task === matter.task)) matters.push(matter);
  }
  return matters;
}

function rowsOf(
  random: () => number,
  visit: string,
  office: DemoOffice,
  officer: DemoOfficer,
  day: string,
  opened: number,
  matters: readonly DemoMatter[],
): Row[] {
  let at = opened;
  const done = matters.map((matter) => {
    at += whole(random, 4, 14);
    return { ...matter, actedAt: time(day, at) };
  });
  const shared = {
    visit,
    office: office.code,
    officer: officer.code,
    openedAt: time(day, opened),
    closedAt: time(day, at + whole(random, 0, 3)),
  };
  return done.map((matter) => ({ ...shared, ...matter }));
}

function isOpen(office: DemoOffice, { day, weekday, bridge, summer }: WorkingDay): boolean {
  if (office.closesOn !== null && day > office.closesOn) return false;
  if (!(WEEK[office.type] as readonly number[]).includes(weekday)) return false;
  return (
    office.type === 'large' || office.type === 'medium' || !(bridge || (summer && office.type === 'small'))
  );
}

function works(officer: DemoOfficer, day: string): boolean {
  return officer.employedFrom <= day && (officer.employedTo === null || day <= officer.employedTo);
}

/** Minutes after midnight. Offices of the small types close for lunch. */
function start(random: () => number, { type }: DemoOffice): number {
  const minute = whole(random, 600, type === 'flexible' ? 870 : 930);
  const lunch = (type === 'small' || type === 'flexible') && minute >= 715 && minute < 780;
  return lunch ? minute + 65 : minute;
}

function time(day: string, minutes: number): string {
  return `${day}T${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** An office's own staff; to a flexible office they travel from the nearest one that has enough. */
function staffing(): Map<DemoOffice, readonly DemoOfficer[]> {
  const own = Map.groupBy(demoOfficers(), (officer) => officer.office);
  const stationed = demoOffices().filter((office) => office.staff >= 3);
  return new Map(
    demoOffices().map((office) => {
      if (office.staff > 0) return [office, own.get(office) ?? []];
      const nearest = stationed.reduce((a, b) => (far(office, b) < far(office, a) ? b : a));
      return [office, own.get(nearest) ?? []];
    }),
  );
}

function far(a: DemoOffice, b: DemoOffice): number {
  return (a.latitude - b.latitude) ** 2 + ((a.longitude - b.longitude) / 2) ** 2;
}
