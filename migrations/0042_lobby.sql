-- Up Migration
-- Tickets on paper. A ticket is issued first and printed after: what a printer does can neither delay nor lose it.
create table ticket_print (
  id bigint generated always as identity primary key,
  office_id integer not null references queue_office,
  ticket_id uuid not null references ticket,
  device_id integer not null,
  printer text not null,
  ordered_at timestamptz not null,
  done_at timestamptz,
  failed text check (failed in ('unknown-host', 'refused', 'no-answer', 'broken-off', 'too-many')),
  foreign key (device_id, office_id) references device (id, office_id),
  constraint what_failed_is_done check (failed is null or done_at is not null)
);
comment on table ticket_print is 'A ticket sent to a network printer: when, and what came of it. Not tried again: the visitor has gone on';
comment on column ticket_print.device_id is 'The device whose printer it is';
comment on column ticket_print.printer is 'Host and port as they were set then';
create index on ticket_print (ticket_id, id);
create index on ticket_print (device_id, id);

alter table ticket_print enable row level security;
create policy of_the_office on ticket_print using (office_id = any ((select scope_queue_offices())::int[])
  or (select scope_registers()));
grant select, insert on ticket_print to samtjanst_app;
grant update (done_at, failed) on ticket_print to samtjanst_app;

-- A code on a wall lets telephones take tickets for as long as the device that shows it stands there.
create function device_that_shows(device int, office int) returns boolean
language sql stable security definer set search_path = public
begin atomic
  select exists (select from device d where d.id = device and d.office_id = office and d.token_hash is not null
    and d.withdrawn_at is null);
end;
