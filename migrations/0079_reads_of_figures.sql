-- Up Migration
-- Asked by every read of figures: each part of what the actor is, once and not for every office.
create or replace function scope_counted_offices() returns int[] language sql stable security definer set search_path = public
begin atomic
  select coalesce(array_agg(o.id), '{}') from office o
  where (select scope_registers()) or o.id = any ((select scope_front_offices())::int[])
    or o.area_id = any ((select scope_list('app.areas'))::int[]) or o.operator_id = any ((select scope_list('app.analysed'))::int[]);
end;
create or replace function scope_counted_places() returns int[] language sql stable security definer set search_path = public
begin atomic
  with mine as materialized (select unnest(scope_counted_offices()) as office_id)
  select coalesce(array_agg(place), '{}') from (
    select p.place from figure_place p left join mine using (office_id)
    group by p.place having count(*) = count(mine.office_id)) whole
  where exists (select from mine);
end;
-- The first day of which anything is recorded.
create index on figure_day (day);
