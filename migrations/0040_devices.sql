-- Up Migration
-- Kiosks, boards and reception pages: devices that an office manager has enrolled. No device, no room.

-- For whom the queue of an office is there: who works in it, who manages it, and its own devices.
create function scope_queue_offices() returns int[] language sql stable parallel safe
return scope_list('app.offices') || scope_list('app.managed_offices') || scope_list('app.queue_offices');
comment on function scope_queue_offices is 'Offices whose queue the actor sees: works there, manages it, or is one of its devices or visitors';

create table device (
  id integer generated always as identity primary key,
  office_id integer not null references office,
  kind text not null check (kind in ('kiosk', 'board', 'reception')),
  name text not null check (length(name) between 1 and 60),
  settings jsonb not null default '{}',
  made_at timestamptz not null,
  made_by text not null references account_user,
  code_hash text unique,
  code_expires_at timestamptz,
  token_hash text unique,
  enrolled_at timestamptz,
  withdrawn_at timestamptz,
  withdrawn_by text references account_user,
  seen_at timestamptz,
  clock_off_ms integer,
  unique (id, office_id),
  constraint a_code_expires check ((code_hash is null) = (code_expires_at is null)),
  constraint enrolled_with_a_token check ((token_hash is null) = (enrolled_at is null)),
  constraint withdrawal_has_its_author check ((withdrawn_at is null) = (withdrawn_by is null))
);
comment on table device is 'A kiosk, board or reception page of an office; enrolled once by a code, until it is withdrawn';
comment on column device.token_hash is 'SHA-256 of the secret that the device holds; the secret itself is nowhere here';
comment on column device.clock_off_ms is 'How much the device''s clock was ahead when it last spoke, in milliseconds';
create index on device (office_id);

-- Who asks: the device of a secret, until it is withdrawn. As the owner, because nobody is known yet.
create function device_of_token(hash text) returns table (id int, office_id int, kind text, name text, settings jsonb)
language sql stable security definer set search_path = public
begin atomic
  select d.id, d.office_id, d.kind, d.name, d.settings from device d
    where d.token_hash = hash and d.withdrawn_at is null;
end;
-- A code works once, and only until it expires.
create function enrol_device(code text, token text, at timestamptz) returns table (id int, office_id int, kind text)
language sql security definer set search_path = public
begin atomic
  update device d set token_hash = token, enrolled_at = at, code_hash = null, code_expires_at = null
    where d.code_hash = code and d.code_expires_at > at and d.withdrawn_at is null
    returning d.id, d.office_id, d.kind;
end;

alter table device enable row level security;
create policy of_the_office on device for select
  using (office_id = any ((select scope_queue_offices())::int[]) or (select scope_registers()));
create policy its_manager_adds on device for insert
  with check (office_id = any ((select scope_managed_offices())::int[]) or (select scope_registers()));
create policy its_manager_withdraws on device for update
  using (office_id = any ((select scope_managed_offices())::int[]) or (select scope_registers()));
create policy it_says_that_it_is_there on device for update
  using (scope_actor() = 'device-' || id and withdrawn_at is null);
grant select, insert on device to samtjanst_app;
grant update (name, settings, code_hash, code_expires_at, token_hash, enrolled_at, withdrawn_at, withdrawn_by, seen_at,
  clock_off_ms) on device to samtjanst_app;
