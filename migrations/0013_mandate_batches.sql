-- Up Migration
-- Many mandates in one operation: what was asked for, for whom, and what came of each.

create table mandate_batch (
  id uuid primary key default uuidv7(),
  origin text not null check (origin in ('issue', 'renewal')),
  state text not null default 'draft' check (state in ('draft', 'ordered', 'done', 'failed')),
  drafted_by text not null default scope_actor(),
  drafted_at timestamptz not null default clock_timestamp(),
  ordered_by text,
  ordered_at timestamptz,
  ended_at timestamptz,
  part_count integer not null check (part_count > 0),
  row_count integer not null,
  rows_done integer not null default 0,
  failure text,
  file_name text,
  file_faults jsonb not null default '[]',
  constraint who_orders_is_known check ((state = 'draft') = (ordered_by is null)),
  constraint what_has_ended_has_its_time check ((state in ('done', 'failed')) = (ended_at is not null))
);
comment on table mandate_batch is 'An operation that issues or renews many mandates: drafted (a preview), ordered, then done in one transaction or failed whole';
comment on column mandate_batch.part_count is 'Of all authorities: who sees fewer coordinates only some of them, and cannot order it';
comment on column mandate_batch.file_faults is 'Rows of the officer file that could not be read: [{line, field, code}]';

create table mandate_batch_part (
  batch_id uuid not null references mandate_batch,
  part integer not null,
  agreement_id integer not null,
  principal_id integer not null,
  kind text not null check (kind in ('commission', 'employment', 'delegation')),
  first_day date not null,
  last_day date,
  signed_by_principal_on date,
  signed_by_officer_on date,
  tasks jsonb not null,
  access integer[] not null,
  primary key (batch_id, part),
  unique (batch_id, part, principal_id),
  foreign key (agreement_id, principal_id) references agreement_party (agreement_id, authority_id)
);
comment on table mandate_batch_part is 'One set of terms: an agreement, a principal, kind, tasks, access, days. last_day null: as long as the agreement';
create index on mandate_batch_part (principal_id);

create table mandate_batch_row (
  batch_id uuid not null,
  part integer not null,
  position integer not null,
  principal_id integer not null,
  officer_id integer not null references officer,
  line integer,
  follows integer references mandate,
  outcome text check (outcome in ('issued', 'not-issued')),
  mandate_id integer references mandate,
  reasons jsonb not null default '[]',
  primary key (batch_id, part, position),
  foreign key (batch_id, part, principal_id) references mandate_batch_part (batch_id, part, principal_id),
  constraint what_is_issued_is_a_mandate check ((outcome is not distinct from 'issued') = (mandate_id is not null))
);
comment on table mandate_batch_row is 'One officer under one set of terms, and what came of it; the report that stays';
comment on column mandate_batch_row.reasons is 'Why not, or what to know: [{code, ...facts}]';

grant select, insert on mandate_batch, mandate_batch_part, mandate_batch_row to samtjanst_app;
grant update (state, ordered_by, ordered_at, ended_at, rows_done, failure) on mandate_batch to samtjanst_app;
grant update (outcome, mandate_id, reasons) on mandate_batch_row to samtjanst_app;

-- An authority sees its own parts of an operation, whoever ordered it; nobody sees another authority's.
alter table mandate_batch_part enable row level security;
alter table mandate_batch_row enable row level security;
alter table mandate_batch enable row level security;
create policy principal_orders on mandate_batch_part for all using ((select scope_registers())
  or principal_id = any ((select scope_authorities())::int[]));
create policy principal_orders on mandate_batch_row for all using ((select scope_registers())
  or principal_id = any ((select scope_authorities())::int[]));
create policy principal_reads on mandate_batch for select using ((select scope_registers())
  or drafted_by = (select scope_actor())
  or exists (select from mandate_batch_part p where p.batch_id = id));
create policy who_drafts_writes on mandate_batch for insert with check (drafted_by = (select scope_actor()));
create policy principal_runs on mandate_batch for update using ((select scope_registers())
  or exists (select from mandate_batch_part p where p.batch_id = id));

-- What came of a row is written once.
create function what_came_of_it_stays() returns trigger language plpgsql as $$
begin
  raise exception 'the report stays' using errcode = 'check_violation', constraint = 'what_came_of_it_stays';
end $$;
create trigger what_came_of_it_stays before update on mandate_batch_row for each row
  when (old.outcome is not null) execute function what_came_of_it_stays();
create trigger what_is_done_stays before update on mandate_batch for each row
  when (old.state = 'done') execute function what_came_of_it_stays();
