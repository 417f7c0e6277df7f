-- Up Migration
-- What is actually switched on in an authority's systems, as the authority's own lists say it, against what mandates and
-- agreements justify (R7; item 3c of the annual report).

create table access_list (
  id uuid primary key default uuidv7(),
  system_id integer not null references authority_system,
  taken_on date not null,
  file_name text not null,
  sha256 text not null,
  officers integer not null,
  begun integer not null,
  ended integer not null,
  surplus integer not null,
  missing integer not null,
  recorded_at timestamptz not null default clock_timestamp(),
  recorded_by text not null,
  unique (system_id, sha256, taken_on)
);
comment on table access_list is 'A list of who has access in a system on a day, taken in whole; the figures are those of that day';
create index on access_list (system_id, taken_on desc);
create table access_list_row (
  list_id uuid not null references access_list,
  officer_code text not null,
  officer_id integer references officer,
  primary key (list_id, officer_code)
);
comment on column access_list_row.officer_id is 'Null: the register knows no officer of that code, so nothing justifies the access';

create table access_request (
  id integer generated always as identity primary key,
  system_id integer not null references authority_system,
  officer_code text not null,
  kind text not null check (kind in ('remove', 'grant')),
  note text not null default '',
  requested_on date not null,
  requested_by text not null,
  recorded_at timestamptz not null default clock_timestamp()
);
comment on table access_request is 'That somebody was asked to close or open an access; it is done when the next list says so';
create index on access_request (system_id, officer_code, recorded_at desc);

grant select, insert on access_list, access_list_row, access_request to samtjanst_app;

do $$
declare t text;
begin
  foreach t in array array['access_list', 'access_request'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy systems_authority on %I for all using (exists (select from authority_system s
      where s.id = system_id and s.authority_id = any ((select scope_authorities())::int[])))', t);
  end loop;
end $$;
alter table access_list_row enable row level security;
create policy as_the_list on access_list_row for all using (exists (select from access_list l where l.id = list_id));
create policy systems_authority_writes on access_grant for insert with check (exists (select from authority_system s
  where s.id = system_id and s.authority_id = any ((select scope_authorities())::int[])));
create policy systems_authority_ends on access_grant for update using (exists (select from authority_system s
  where s.id = system_id and s.authority_id = any ((select scope_authorities())::int[])));
create index on access_grant (system_id);
