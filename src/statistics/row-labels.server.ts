import { HELP_FORMS } from '../contacts/act.ts';
import { CHANNELS } from '../contacts/contact.ts';
import { LEVELS } from '../law/facts.ts';
import { type Db, sql } from '../platform/database.server.ts';
import type { Spots } from './places.server.ts';
import type { Days, FigureQuery, FigureRow, RowLabel } from './query.ts';

// Rows of an answer: their keys, names and order.

export function timeLabel(by: 'day' | 'month' | 'year', { from }: Days): RowLabel {
  if (by === 'day') return { kind: 'day', day: from };
  return by === 'month'
    ? { kind: 'month', month: from.slice(0, 7) }
    : { kind: 'year', year: Number(from.slice(0, 4)) };
}

export function keyText(label: RowLabel): string {
  switch (label.kind) {
    case 'total':
    case 'no-area':
      return label.kind;
    case 'day':
      return label.day;
    case 'month':
      return label.month;
    case 'year':
      return String(label.year);
    case 'hour-weekday':
      return `${label.weekday}-${label.hour}`;
    case 'channel':
      return label.channel;
    case 'level':
      return label.level;
    case 'help-form':
      return label.helpForm;
    default:
      return `${label.kind}-${label.id}`;
  }
}

/** The rows that there are, with their names. */
export async function labels(
  db: Db,
  by: FigureQuery['by'],
  keys: readonly string[],
  spots: Spots,
): Promise<[string, RowLabel][]> {
  if (by === 'office' || by === 'area' || by === 'region')
    return [...spots.names].map(([id, name]) => [
      `place ${id}`,
      id < 0 ? { kind: 'no-area' } : { kind: by, id, name },
    ]);
  if (by === 'level') return LEVELS.map((level, at) => [`level-${at}`, { kind: 'level', level }]);
  if (by === 'help-form')
    return HELP_FORMS.map((helpForm, at) => [`help-form-${at}`, { kind: 'help-form', helpForm }]);
  const split = keys
    .map((key) => /^split (-?\d+) (-?\d+)$/.exec(key))
    .filter((found) => found !== null)
    .map(([key, one, two]) => ({ key, one: Number(one), two: Number(two) }));
  if (by === 'channel')
    return split.flatMap(({ key, one }) =>
      CHANNELS[one] === undefined ? [] : [[key, { kind: 'channel', channel: CHANNELS[one] }]],
    );
  if (by === 'hour-weekday')
    return split.map(({ key, one, two }) => [key, { kind: 'hour-weekday', weekday: one, hour: two }]);
  const ids = split.map(({ one }) => one).filter((id) => id > 0);
  if (by === 'authority') {
    const names = await db.many<{ id: number; name: string }>(
      sql`select id, name from authority where id = any (${ids})`,
    );
    return names.map(({ id, name }) => [`split ${id} 0`, { kind: 'authority', id, name }]);
  }
  const names = await db.many<{ id: number; sv: string; en: string }>(
    sql`select id, name_sv as sv, name_en as en from task where id = any (${ids})`,
  );
  return names.map(({ id, sv, en }) => [`split ${id} 0`, { kind: 'task', id, sv, en }]);
}

const FIXED = ['day', 'month', 'year', 'level', 'help-form', 'none'] as const;

export function ordered(by: FigureQuery['by'], rows: readonly FigureRow[]): FigureRow[] {
  if ((FIXED as readonly string[]).includes(by)) return [...rows];
  const there = rows.filter(
    ({ cells, compared }) =>
      cells.some(({ base }) => base > 0) || compared.some((c) => c.cells.some(({ base }) => base > 0)),
  );
  if (by === 'hour-weekday') {
    const at = ({ label }: FigureRow) =>
      label.kind === 'hour-weekday' ? label.weekday * 24 + label.hour : 0;
    return there.sort((a, b) => at(a) - at(b));
  }
  return there.sort(
    (a, b) => (b.cells[0]?.value ?? -1) - (a.cells[0]?.value ?? -1) || (a.key < b.key ? -1 : 1),
  );
}
