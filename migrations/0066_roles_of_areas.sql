-- Up Migration
-- Who leads an area of offices (kontorsområde, seed 001), and who analyses for the organisation that runs offices.

alter table role_assignment add column area_id integer references office_area;
alter table role_assignment drop constraint each_role_has_its_own_kind_of_scope;
alter table role_assignment add constraint each_role_has_its_own_kind_of_scope check (case role
  when 'officer' then office_id is not null and authority_id is null and area_id is null
  when 'office-manager' then office_id is not null and authority_id is null and area_id is null
  when 'area-manager' then area_id is not null and office_id is null and authority_id is null
  when 'coordinator' then authority_id is not null and office_id is null and area_id is null
  when 'report-author' then authority_id is not null and office_id is null and area_id is null
  when 'receiver' then authority_id is not null and office_id is null and area_id is null
  when 'analyst' then authority_id is not null and office_id is null and area_id is null
  when 'supervisor' then authority_id is null and office_id is null and area_id is null
  when 'law-editor' then authority_id is null and office_id is null and area_id is null
  when 'administrator' then authority_id is null and office_id is null and area_id is null
  else false end);
comment on table role_assignment is 'Role × authority, office or area; a missing scope never means all, the constraint says which scope each role has';
drop index one_open_assignment_each;
create unique index one_open_assignment_each on role_assignment (user_id, role, authority_id, office_id, area_id)
  nulls not distinct where ended_at is null;

create function scope_managed_areas() returns int[] language sql stable parallel safe return scope_list('app.areas');
comment on function scope_managed_areas is 'Areas of offices that the actor manages';
-- An office that leaves the area leaves its manager's sight at once: which offices it has is asked, not carried.
create function scope_area_offices() returns int[] language sql stable parallel safe
return (select coalesce(array_agg(id), '{}') from office where area_id = any (scope_managed_areas()));
comment on function scope_area_offices is 'Offices of the areas that the actor manages';
create function scope_analysed() returns int[] language sql stable parallel safe return scope_list('app.analysed');
comment on function scope_analysed is 'Authorities that run offices, for which the actor analyses: their figures, and no matter of anybody''s';
