import { z } from 'zod';
import { recordAreas, recordOffices } from '../offices/store.server.ts';
import { sql } from '../platform/database.server.ts';
import { type Cells, type CheckFile, endsInTime } from './check.ts';
import { code, day, decimal, field, optional, reference, text } from './fields.ts';
import { firstOfEach, readRows } from './read-rows.ts';
import { authorities, offices } from './registers.server.ts';

export const checkOffices: CheckFile = async (source, { db, problems, step }) => {
  const keyed = async (query: ReturnType<typeof sql>) =>
    new Map((await db.many<{ key: string; value: string }>(query)).map(({ key, value }) => [key, value]));
  const types = await keyed(sql`select code as key, code as value from office_type`);
  const municipalities = await keyed(sql`select code as key, code as value from municipality`);
  const regions = await keyed(sql`select name as key, name as value from service_region`);
  const areas = await keyed(sql`
    select a.name as key, r.name as value from office_area a join service_region r on r.id = a.region_id`);

  const Row = z.object({
    code: field(code()),
    name: field(text()),
    type: field(reference(types, 'unknown-office-type')),
    operator: field(reference(await authorities(db), 'unknown-authority')),
    region: optional(reference(regions, 'unknown-region')),
    area: optional(text(100)),
    municipality: field(reference(municipalities, 'unknown-municipality')),
    locality: field(text(100)),
    latitude: field(decimal(55, 70)),
    longitude: field(decimal(10, 25)),
    openFrom: field(day),
    openTo: optional(day),
  } satisfies Cells<'offices'>);
  const rows = await readRows(Row, source, problems, step);

  const known = await offices(db);
  const names = new Set([...known.values()].map((office) => office.name));
  const added = new Map<string, string>();
  for (const { line, row } of rows) {
    if (known.has(row.code)) problems.add(line, 'code', 'already-there', { value: row.code });
    if (names.has(row.name)) problems.add(line, 'name', 'already-there', { value: row.name });
    endsInTime(problems, line, 'openTo', row.openFrom, row.openTo);
    if (row.area === null) continue;
    const regionOfArea = areas.get(row.area) ?? added.get(row.area);
    if (regionOfArea === undefined && row.region === null)
      problems.add(line, 'area', 'unknown-area', { value: row.area });
    else if (regionOfArea === undefined) added.set(row.area, row.region!);
    else if (row.region !== null && row.region !== regionOfArea)
      problems.add(line, 'region', 'area-in-another-region', { area: row.area, region: regionOfArea });
  }
  firstOfEach(rows, 'code', (row) => row.code, problems);
  firstOfEach(rows, 'name', (row) => row.name, problems);

  return async () => {
    await recordAreas(
      db,
      [...added].map(([name, region]) => ({ name, region })),
    );
    await recordOffices(
      db,
      rows.map(({ row }) => ({
        code: row.code,
        name: row.name,
        typeCode: row.type,
        operatorId: row.operator.id,
        area: row.area,
        municipalityCode: row.municipality,
        locality: row.locality,
        latitude: row.latitude,
        longitude: row.longitude,
        open: { from: row.openFrom, to: row.openTo },
      })),
    );
  };
};
