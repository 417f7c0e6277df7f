-- Up Migration
-- What readers may keep between two questions: as long as the version stands and nothing of the month is marked, its figures are the same.
create table figure_version (
  what text primary key check (what ~ '^(\d{4}-\d{2}|open)$'),
  version bigint not null
);
comment on table figure_version is 'When the facts of a month were told last, or the open figures written: microseconds since 1970, in the same transaction';
alter table figure_version enable row level security;
create policy everybody_knows on figure_version for select using (true);
create policy roll_up on figure_version using ((select scope_registers()));
grant select, insert, update on figure_version to samtjanst_app;
insert into figure_version select what, (extract(epoch from clock_timestamp()) * 1000000)::bigint
  from (select distinct to_char(day, 'YYYY-MM') as what from figure_day union select 'open') w;
