import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { PlainDateSchema } from '../kernel/plain-date.schema.ts';
import { PARTY_KINDS, SPHERES } from '../law/content.ts';
import { type Db, sql } from '../platform/database.server.ts';
import { root } from '../platform/paths.server.ts';
import { settingOf, storeSetting } from '../platform/setting.server.ts';
import { sha256 } from '../platform/sha256.server.ts';
import { organisationNumber } from './organisation-number.ts';
import authoritiesJson from './reference/authorities.json' with { type: 'json' };
import officeTypesJson from './reference/office-types.json' with { type: 'json' };
import visitsJson from './reference/reported-visits.json' with { type: 'json' };
import tasksJson from './reference/tasks.json' with { type: 'json' };

/** Statens servicecenters six regions (seed 001 note 58). */
export const SERVICE_REGIONS = ['Nord', 'Mitt', 'Stockholm och Gotland', 'Öst', 'Väst', 'Syd'] as const;

const OrgNumber = z
  .string()
  .refine((text) => organisationNumber(text) === text, { error: 'not-an-organisation-number' });
const Time = z.string().regex(/^\d{2}:\d{2}$/);
const Content = z.object({
  counties: z.array(z.object({ code: z.string(), iso: z.string(), name: z.string() })).length(21),
  municipalities: z.array(z.object({ code: z.string(), name: z.string() })).length(290),
  authorities: z.array(
    z.object({
      orgNumber: OrgNumber,
      name: z.string(),
      shortName: z.string(),
      kind: z.enum(PARTY_KINDS),
      source: z.string(),
      verifiedOn: PlainDateSchema,
    }),
  ),
  officeTypes: z.array(
    z.object({
      code: z.string(),
      nameSv: z.string(),
      nameEn: z.string(),
      staffFrom: z.int().nullable(),
      staffTo: z.int().nullable(),
      daysFrom: z.int(),
      daysTo: z.int(),
      opens: Time,
      closes: Time,
      lunchClosing: z.enum(['never', 'as a rule', 'always']),
      summerClosingWeeks: z.int(),
      openOnBridgeDays: z.boolean(),
      travellingStaff: z.boolean(),
      source: z.string(),
    }),
  ),
  tasks: z.array(
    z.object({
      code: z.string(),
      sphere: z.enum(SPHERES),
      authority: OrgNumber.nullable(),
      nameSv: z.string(),
      nameEn: z.string(),
      words: z.string(),
      source: z.string(),
    }),
  ),
  reportedVisits: z.array(z.object({ year: z.int(), visits: z.int(), note: z.string(), source: z.string() })),
});

/**
 * Writes the reference data that ships with the product and is not there yet; what an administrator has added or changed
 * stays. One question when nothing has changed since it was last written.
 */
export async function recordReference(db: Db): Promise<void> {
  const files = ['lan.topo.json', 'kommuner.json'].map((name) =>
    fs.readFileSync(path.join(root, 'data', name), 'utf8'),
  );
  const shipped = [...files, authoritiesJson, officeTypesJson, tasksJson, visitsJson, SERVICE_REGIONS];
  const digest = sha256(JSON.stringify(shipped));
  if ((await settingOf(db, 'reference')) === digest) return;

  const content = read(files[0]!, files[1]!);
  const json = (part: keyof typeof content) => JSON.stringify(content[part]);
  await db.run(sql`
    insert into county (code, name, iso)
    select x.code, x.name, x.iso from jsonb_to_recordset(${json('counties')}::jsonb) as x(code text, name text, iso text)
    on conflict do nothing`);
  await db.run(sql`
    insert into municipality (code, name, county_code)
    select x.code, x.name, left(x.code, 2)
    from jsonb_to_recordset(${json('municipalities')}::jsonb) as x(code text, name text) on conflict do nothing`);
  await db.run(sql`
    insert into authority (org_number, name, short_name, kind, source, verified_on)
    select x."orgNumber", x.name, x."shortName", x.kind, x.source, x."verifiedOn"
    from jsonb_to_recordset(${json('authorities')}::jsonb) as x("orgNumber" text, name text, "shortName" text, kind text,
      source text, "verifiedOn" date) on conflict do nothing`);
  await db.run(sql`
    insert into office_type (code, name_sv, name_en, staff_from, staff_to, days_from, days_to, opens, closes,
      lunch_closing, summer_closing_weeks, open_on_bridge_days, travelling_staff, source)
    select x.code, x."nameSv", x."nameEn", x."staffFrom", x."staffTo", x."daysFrom", x."daysTo", x.opens, x.closes,
      x."lunchClosing", x."summerClosingWeeks", x."openOnBridgeDays", x."travellingStaff", x.source
    from jsonb_to_recordset(${json('officeTypes')}::jsonb) as x(code text, "nameSv" text, "nameEn" text, "staffFrom" int,
      "staffTo" int, "daysFrom" int, "daysTo" int, opens time, closes time, "lunchClosing" text,
      "summerClosingWeeks" int, "openOnBridgeDays" boolean, "travellingStaff" boolean, source text)
    on conflict do nothing`);
  await db.run(sql`
    insert into task (code, sphere, authority_id, name_sv, name_en, words, source)
    select x.code, x.sphere, a.id, x."nameSv", x."nameEn", x.words, x.source
    from jsonb_to_recordset(${json('tasks')}::jsonb) as x(code text, sphere text, authority text, "nameSv" text,
      "nameEn" text, words text, source text) left join authority a on a.org_number = x.authority
    on conflict do nothing`);
  await db.run(sql`
    insert into reported_visits (year, visits, note, source)
    select x.year, x.visits, x.note, x.source
    from jsonb_to_recordset(${json('reportedVisits')}::jsonb) as x(year int, visits int, note text, source text)
    on conflict do nothing`);
  await db.run(sql`
    insert into service_region (name)
    select name from unnest(${[...SERVICE_REGIONS]}::text[]) as name on conflict do nothing`);
  await storeSetting(db, 'reference', digest);
}

/** Throws when a shipped file is not what it should be: a fault of the build, not of a user. */
function read(countyFile: string, municipalityFile: string): z.infer<typeof Content> {
  const topology = z
    .object({
      objects: z.object({
        lan: z.object({
          geometries: z.array(
            z.object({ properties: z.object({ lan: z.string(), iso: z.string(), namn: z.string() }) }),
          ),
        }),
      }),
    })
    .parse(JSON.parse(countyFile));
  const municipalities = z
    .array(z.object({ code: z.string(), municipality: z.string() }))
    .parse(JSON.parse(municipalityFile));
  return Content.parse({
    counties: topology.objects.lan.geometries.map(({ properties: p }) => ({
      code: p.lan,
      iso: p.iso,
      name: p.namn,
    })),
    municipalities: municipalities.map((m) => ({ code: m.code, name: m.municipality })),
    authorities: authoritiesJson,
    officeTypes: officeTypesJson,
    tasks: tasksJson,
    reportedVisits: visitsJson,
  });
}
