-- Up Migration
-- The calendar of an account: a secret address for programs that read calendars, and reminders by mail.

create table calendar_feed (
  id uuid primary key default uuidv7(),
  user_id text not null references account_user,
  token_sha256 text not null unique,
  created_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz
);
comment on table calendar_feed is 'A secret address of an account''s calendar; the secret itself is not kept';
create unique index one_feed_each on calendar_feed (user_id) where ended_at is null;

create table calendar_reminder (
  user_id text primary key references account_user,
  days_before integer[] not null check (cardinality(days_before) between 1 and 5),
  changed_at timestamptz not null default clock_timestamp()
);
comment on table calendar_reminder is 'Who wants to be reminded by mail, how many days before';
create table calendar_reminded (
  user_id text not null references account_user,
  entry text not null,
  days_before integer not null,
  at timestamptz not null default clock_timestamp(),
  primary key (user_id, entry, days_before)
);
comment on table calendar_reminded is 'What an account has been reminded of: once for each number of days';

grant select, insert on calendar_feed, calendar_reminder, calendar_reminded to samtjanst_app;
grant update (ended_at) on calendar_feed to samtjanst_app;
grant update (days_before, changed_at), delete on calendar_reminder to samtjanst_app;

do $$
declare t text;
begin
  foreach t in array array['calendar_feed', 'calendar_reminder', 'calendar_reminded'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own on %I for all using (user_id = (select scope_actor()) or (select scope_registers()))', t);
  end loop;
end $$;

-- Who asks with a secret address is nobody yet: this tells whose it is, and nothing to who has no such secret.
create function calendar_feed_owner(sha256 text) returns text language sql stable security definer set search_path = public
return (select user_id from calendar_feed where token_sha256 = sha256 and ended_at is null);
revoke all on function calendar_feed_owner from public;
grant execute on function calendar_feed_owner to samtjanst_app;
