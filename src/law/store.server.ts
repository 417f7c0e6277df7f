import { type Db, sql } from '../platform/database.server.ts';
import { daterange, periodOf } from '../platform/daterange.server.ts';
import { shippedLaw } from './content.ts';
import type { CatalogueItem, CatalogueList, LawContent, Regime, RegimeRules } from './facts.ts';

let held: { revision: number; law: LawContent } | undefined;

/** The law's reference data, read again when it has changed since this process read it. */
export async function loadLaw(db: Db): Promise<LawContent> {
  const { revision } = await db.one<{ revision: number }>(sql`select revision from register_revision`);
  if (held?.revision !== revision) held = { revision, law: await readLaw(db, null) };
  return held.law;
}

/** The law's reference data as it was known at an instant (the second clock). */
export async function loadLawAsKnown(db: Db, known: Temporal.Instant): Promise<LawContent> {
  return readLaw(db, known);
}

async function readLaw(db: Db, known: Temporal.Instant | null): Promise<LawContent> {
  const regimes = await db.many<Regime & { rules: RegimeRules }>(sql`
    select id, name, basis, rules,
      ${periodOf(sql`signed`)} as signed
    from regime order by lower(signed)`);
  const lists = await db.many<CatalogueList>(sql`
    select regime_id as "regimeId", sphere, provision,
      ${periodOf(sql`known`)} as known
    from catalogue_list order by regime_id, sphere, lower(known)`);
  const source = known === null ? sql`catalogue_item` : sql`catalogue_item_as_known(${known})`;
  const items = await db.many<CatalogueItem>(sql`
    select code, version, regime_id as "regimeId", sphere, provision, tasks, conditions,
      ${periodOf(sql`valid`)} as valid
    from ${source} order by code, version`);
  return { regimes: new Map(regimes.map((regime) => [regime.id, regime])), lists, items };
}

/** Writes what ships with the product and is not there yet; what an editor has added or ended stays as it is. */
export async function recordShippedLaw(db: Db): Promise<void> {
  for (const regime of shippedLaw.regimes)
    await db.run(sql`
      insert into regime (id, name, basis, signed, rules, source, verified_on)
      values (${regime.id}, ${regime.name}, ${regime.basis}, ${daterange(regime.signed)}, ${JSON.stringify(regime.rules)},
        ${regime.source}, ${regime.verifiedOn}) on conflict do nothing`);
  for (const list of shippedLaw.lists)
    await db.run(sql`
      insert into catalogue_list (regime_id, sphere, provision, known, source, verified_on, note)
      values (${list.regimeId}, ${list.sphere}, ${list.provision}, ${daterange(list.known)}, ${list.source},
        ${list.verifiedOn}, ${list.note}) on conflict do nothing`);
  for (const item of shippedLaw.items)
    await db.run(sql`
      insert into catalogue_item (code, version, regime_id, sphere, provision, action, text_sv, tasks, conditions, valid,
        source, verified_on, note)
      values (${item.code}, ${item.version}, ${item.regimeId}, ${item.sphere}, ${item.provision}, ${item.action},
        ${item.text}, ${item.tasks}, ${item.conditions}, ${daterange(item.valid)}, ${item.source}, ${item.verifiedOn},
        ${item.note}) on conflict do nothing`);
}
