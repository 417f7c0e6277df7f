-- Up Migration
-- The application's role, and the settings that say for whom a transaction works (platform/database.server.ts).
-- An unset setting is an empty list: nothing is visible until somebody says for whom.

create extension if not exists btree_gist;

do $$ begin
  if not exists (select from pg_roles where rolname = 'samtjanst_app') then
    create role samtjanst_app nologin;
  end if;
  -- Who creates a role may grant it, but not take it, until it has granted it to itself (since PostgreSQL 16).
  if not pg_has_role(current_user, 'samtjanst_app', 'SET') then
    execute format('grant samtjanst_app to %I with set true, inherit false', current_user);
  end if;
end $$;

grant usage on schema public to samtjanst_app;
revoke create on schema public from public;

create function scope_list(setting text) returns int[] language sql stable parallel safe
return coalesce(string_to_array(nullif(current_setting(setting, true), ''), ',')::int[], '{}'::int[]);

create function scope_authorities() returns int[] language sql stable parallel safe return scope_list('app.authorities');
create function scope_offices() returns int[] language sql stable parallel safe return scope_list('app.offices');
create function scope_employers() returns int[] language sql stable parallel safe return scope_list('app.employers');
create function scope_registers() returns boolean language sql stable parallel safe
return coalesce(current_setting('app.registers', true), '') = 'on';
create function scope_actor() returns text language sql stable parallel safe
return nullif(current_setting('app.actor', true), '');

comment on function scope_authorities is 'Authorities for which the actor acts as coordinator or report author';
comment on function scope_offices is 'Offices where the actor works';
comment on function scope_employers is 'Performing authorities whose staff the actor belongs to';
comment on function scope_registers is 'The actor keeps the registers of the whole system (import, law content, accounts)';

-- Keeps every state that a register row has had, with the instant from which it was known (the second clock).
create function keep_history() returns trigger language plpgsql security definer set search_path = public as $$
begin
  execute format('insert into %I select ($1).*, clock_timestamp(), $2, $3', tg_table_name || '_history')
    using new, scope_actor(), lower(tg_op);
  return new;
end $$;

-- Grows with each transaction that changes what the law is asked with (law content, offices, officers, agreements,
-- mandates): a process that has read them knows by it whether they still hold. Counted at commit, once: the row's lock is
-- the last that a transaction takes, and is held for no time.
create table register_revision (revision bigint not null, counted_in xid8);
insert into register_revision values (1, null);
create function registers_have_changed() returns trigger language plpgsql security definer set search_path = public as $$
begin
  update register_revision set revision = revision + 1, counted_in = pg_current_xact_id()
    where counted_in is distinct from pg_current_xact_id();
  return null;
end $$;
grant select on register_revision to samtjanst_app;

create table setting (
  name text primary key,
  value jsonb not null,
  changed_at timestamptz not null default now()
);
comment on table setting is 'What an administrator decides for the whole installation';
grant select, insert, update on setting to samtjanst_app;
