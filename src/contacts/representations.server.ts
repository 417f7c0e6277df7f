import { type Sql, sql } from '../platform/database.server.ts';

/** The representations of a matter with their logs, as JSON (`RepresentationView`): `matter` is the expression for its id. */
export function representationsJson(matter: Sql): Sql {
  return sql`(select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'kind', r.kind, 'name', r.name, 'covers', r.covers,
      'powers', r.powers, 'proof', r.proof, 'from', lower(r.valid), 'to', upper(r.valid) - 1, 'endedOn', r.ended_on,
      'endedWhy', r.ended_why,
      'lookedUp', (select coalesce(jsonb_agg(jsonb_build_object('at', l.at, 'by', w.name, 'found', l.found, 'note', l.note)
          order by l.id), '[]') from representation_lookup l join account_user w on w.id = l.by where l.representation_id = r.id))
    order by r.id), '[]') from representation r where r.matter_id = ${matter})`;
}
