-- Up Migration
-- The registers of agreements at their full size, and the signed copies.

-- Whose agreement it is, hashed once per statement: `= any (array)` compares each row with half of the list.
do $$
declare
  t text;
  key text;
begin
  foreach t in array array['agreement', 'agreement_history', 'agreement_party', 'agreement_version',
    'agreement_version_history', 'agreement_version_office', 'agreement_task', 'agreement_task_access',
    'agreement_task_office'] loop
    key := case when t in ('agreement', 'agreement_history') then 'id' else 'agreement_id' end;
    execute format('alter policy parties_read on %I using ((select scope_registers())
      or %I in (select unnest(scope_agreements())))', t, key);
  end loop;
end $$;

create index on mandate (agreement_id);
create index on agreement_version_office (office_id);
create index on agreement_task_office (office_id);

create table agreement_signed_copy (
  id integer generated always as identity primary key,
  agreement_id integer not null,
  version integer not null,
  file_name text not null,
  content bytea not null check (length(content) between 1 and 20971520),
  sha256 text not null check (sha256 = encode(sha256(content), 'hex')),
  remarks text[] not null,
  attached_at timestamptz not null default clock_timestamp(),
  attached_by text not null,
  foreign key (agreement_id, version) references agreement_version (agreement_id, version),
  constraint a_copy_is_attached_once unique (agreement_id, version, sha256)
);
comment on table agreement_signed_copy is 'The signed agreement as a PDF, as it was handed in; a new one is a new row, and the old stays';
comment on column agreement_signed_copy.remarks is 'What the file carries that a reader should be told: encrypted, javascript, attachments';
grant select, insert on agreement_signed_copy to samtjanst_app;
alter table agreement_signed_copy alter column content set storage external;
alter table agreement_signed_copy enable row level security;
create policy parties_read on agreement_signed_copy for select using ((select scope_registers())
  or agreement_id in (select unnest(scope_agreements())));
create policy own_parties_add on agreement_signed_copy for insert with check (
  agreement_id in (select unnest(scope_own_agreements())) and attached_by = (select scope_actor()));
