-- Up Migration
-- Figures for everybody, and views that are mailed on a schedule.

create table open_figure (
  dataset text not null check (dataset in ('country', 'offices', 'authorities')),
  measure text not null,
  version integer not null,
  period text not null check (period ~ '^\d{4}(-(0[1-9]|1[0-2]))?$'),
  part_id integer not null default 0,
  part_name text not null default '',
  value double precision,
  base bigint,
  withheld boolean not null,
  primary key (dataset, measure, version, period, part_id),
  constraint what_is_withheld_has_no_number check (not withheld or (value is null and base is null))
);
comment on table open_figure is 'Figures that everybody may see, of months and years that are over, with what is too few withheld; written anew each day';
comment on column open_figure.part_id is 'The office or authority; 0 for the whole country';
create index on open_figure (dataset, part_id, period);
alter table open_figure enable row level security;
create policy everybody_reads on open_figure for select using (true);
create policy refreshed on open_figure using ((select scope_registers()));
grant select, insert, delete on open_figure to samtjanst_app;

create table figure_schedule (
  id integer generated always as identity primary key,
  user_id text not null references account_user,
  address text not null check (length(address) between 1 and 2000),
  title text not null check (length(title) between 1 and 300),
  every text not null check (every in ('week', 'month')),
  format text not null check (format in ('xlsx', 'csv', 'json')),
  recipients text[] not null check (cardinality(recipients) between 1 and 10),
  locale text not null check (locale in ('sv', 'en')),
  created_at timestamptz not null default clock_timestamp(),
  next_on date not null,
  stopped_at timestamptz,
  stopped_because text check (stopped_because in ('by-owner', 'no-longer-seen', 'account-closed')),
  constraint stopping_has_its_reason check ((stopped_at is null) = (stopped_because is null))
);
comment on table figure_schedule is 'A view of figures that somebody has mailed every week or month; asked anew under what they may see then';
comment on column figure_schedule.address is 'The view''s own address, without the days: the period is the week or month that is over';
create index on figure_schedule (user_id);
create index on figure_schedule (next_on) where stopped_at is null;
alter table figure_schedule enable row level security;
create policy its_owner on figure_schedule using (user_id = (select scope_actor()) or (select scope_registers()))
  with check (user_id = (select scope_actor()) or (select scope_registers()));
grant select, insert on figure_schedule to samtjanst_app;
grant update (next_on, stopped_at, stopped_because) on figure_schedule to samtjanst_app;
