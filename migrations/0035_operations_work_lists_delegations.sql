-- Up Migration
-- Operations that issue many mandates: how often one was begun, and drafts that nobody ordered; the work list of what is
-- wrong in the systems; the decision that a delegation is.

alter table mandate_batch add column starts integer not null default 0;
comment on column mandate_batch.starts is 'How often its run was begun: more than once when a process ended under way, or it failed and was ordered again';
grant update (starts) on mandate_batch to samtjanst_app;

-- A draft holds names and nothing that was decided: it may be thrown away. What was ordered stays.
alter table mandate_batch_part drop constraint mandate_batch_part_batch_id_fkey,
  add foreign key (batch_id) references mandate_batch on delete cascade;
alter table mandate_batch_row drop constraint mandate_batch_row_batch_id_part_principal_id_fkey,
  add foreign key (batch_id, part, principal_id)
    references mandate_batch_part (batch_id, part, principal_id) on delete cascade;
create trigger what_was_ordered_stays before delete on mandate_batch for each row
  when (old.state <> 'draft') execute function what_came_of_it_stays();
create policy principal_discards on mandate_batch for delete using ((select scope_registers())
  or exists (select from mandate_batch_part p where p.batch_id = id));
grant delete on mandate_batch to samtjanst_app;
create index on mandate_batch (drafted_at) where state = 'draft';
create index on mandate_batch (ordered_at) where state = 'ordered';

-- What is done about a surplus or a lack: somebody is asked (and who), says that it is done, or it is kept for a reason.
alter table access_request drop constraint access_request_kind_check;
alter table access_request add constraint access_request_kind_check check (kind in ('remove', 'grant', 'done', 'kept'));
alter table access_request add column assigned_to text not null default '' check (length(assigned_to) <= 200);
alter table access_request add column done_on date;
grant insert (assigned_to, done_on) on access_request to samtjanst_app;
alter table access_request add constraint what_is_done_has_its_day check ((kind = 'done') = (done_on is not null));
alter table access_request add constraint what_is_kept_has_its_reason check (kind <> 'kept' or note <> '');
comment on table access_request is 'The work list: who was asked to close or open an access (remove, grant), that it is said to be done, or that it is kept and why. Only the next list, or a mandate, makes it right';
comment on column access_request.assigned_to is 'Who keeps the system and was asked; empty: not said';

-- The list of who has access is read by officer, for the history of one.
create index on access_list_row (officer_code);

-- A delegation is a decision of a board (6 kap. 37 §, 7 kap. 5 § kommunallagen (2017:725)): in which order it stands and who
-- decided. The day of the decision is mandate.signed_by_principal_on.
create table mandate_delegation (
  mandate_id integer primary key references mandate,
  delegation_order text not null check (delegation_order <> '' and length(delegation_order) <= 300),
  decided_by text not null check (decided_by <> '' and length(decided_by) <= 200),
  recorded_at timestamptz not null default clock_timestamp(),
  recorded_by text default scope_actor()
);
comment on table mandate_delegation is 'Of a mandate that is a delegation: the delegation order with its item, and who decided';
grant select, insert on mandate_delegation to samtjanst_app;
alter table mandate_delegation enable row level security;
create policy as_the_mandate on mandate_delegation for select using (exists (select from mandate m where m.id = mandate_id));
create policy principal_decides on mandate_delegation for insert with check ((select scope_registers())
  or exists (select from mandate m where m.id = mandate_id and m.principal_id = any ((select scope_authorities())::int[])));
create function only_a_delegation_is_decided() returns trigger language plpgsql as $$
begin
  if not exists (select from mandate m where m.id = new.mandate_id and m.kind = 'delegation') then
    raise exception 'the mandate is no delegation' using errcode = 'check_violation', constraint = 'only_a_delegation_is_decided';
  end if;
  return new;
end $$;
create trigger only_a_delegation_is_decided before insert on mandate_delegation
  for each row execute function only_a_delegation_is_decided();
create constraint trigger registers_have_changed after insert on mandate_delegation
  deferrable initially deferred for each row execute function registers_have_changed();

-- The terms of an operation may be a delegation's.
alter table mandate_batch_part add column delegation_order text, add column decided_by text;
