-- Up Migration
-- What the annual reports count, held to what the statistics count: a contact that is junk was no visit, and who another office
-- helps (ADR 16) is a visitor where they came, once.

create index visit_counted_otherwise on visit (id) where closed_as = 'junk' or came_from is not null;

create function visits_counted_otherwise(of_authority integer, first_day date, last_day date)
returns table (visit_id uuid, counts_as uuid, at_office integer, also_itself boolean)
language sql stable security definer set search_path = public rows 100 as $$
  select v.id, came.id, came.office_id, came.id is not null and exists (
      select from act own where own.visit_id = came.id and own.principal_id = of_authority and own.acted_on between first_day and last_day)
  from visit v left join overflow_move m on m.moved_visit_id = v.id
    left join visit came on came.id = m.visit_id and v.closed_as is distinct from 'junk' and came.closed_as is distinct from 'junk'
      and came.channel = 'visit'
  where (v.closed_as = 'junk' or v.came_from is not null) and v.channel = 'visit'
    and exists (select from act a where a.visit_id = v.id and a.principal_id = of_authority and a.acted_on between first_day and last_day)
    and ((select scope_registers()) or of_authority = any ((select scope_authorities())::int[]))
$$;
comment on function visits_counted_otherwise is 'Of the visits with an act in the authority''s name: those that do not count as themselves, and as which they count if any';
revoke all on function visits_counted_otherwise from public;
grant execute on function visits_counted_otherwise to samtjanst_app;

create or replace function performed_visits_at_offices(performer integer, of_year integer)
returns table (office_id integer, visits bigint)
language sql stable security definer set search_path = public as $$
  select coalesce(came.office_id, a.office_id), count(distinct coalesce(came.id, a.visit_id))
  from act a join officer o on o.id = a.officer_id join visit v on v.id = a.visit_id
    left join overflow_move m on m.moved_visit_id = v.id left join visit came on came.id = m.visit_id
  where a.acted_on >= make_date(of_year, 1, 1) and a.acted_on < make_date(of_year + 1, 1, 1)
    and a.level <> 'signpost' and a.principal_id <> o.employer_id and a.channel = 'visit'
    and v.closed_as is distinct from 'junk' and came.closed_as is distinct from 'junk'
    and o.employer_id = performer and performer = any ((select scope_authorities())::int[])
  group by 1
$$;
