-- Up Migration
-- One list, all channels. A contact is what a person and the front desk have to do with each other at one time, by whatever
-- channel; it is a row of `visit`, the first channel there was. Matters and acts hang on it as before, so the law decides alike
-- in every channel. Whoever counts visitors counts channel = 'visit'.

create extension if not exists btree_gin;

-- Crockford's base 32: no I, L, O, U, so that nothing is mixed up when it is read aloud. 40 bits from the server's own
-- cryptographic source: with a million contacts a guess hits one in a million times.
create function random_reference() returns text language plpgsql volatile as $$
declare
  letters constant text := '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  bits constant bit(40) := ('x' || left(replace(gen_random_uuid()::text, '-', ''), 10))::bit(40);
  code text := '';
begin
  for i in 0..7 loop
    code := code || substr(letters, substring(bits from i * 5 + 1 for 5)::bit(5)::integer + 1, 1);
    if i = 3 then code := code || '-'; end if;
  end loop;
  return code;
end $$;

alter table visit
  add column channel text not null default 'visit' check (channel in ('visit', 'phone', 'email', 'web', 'letter')),
  add column reference text not null default random_reference() check (reference ~ '^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$'),
  add column subject text check (char_length(subject) between 1 and 300),
  add column search tsvector generated always as (to_tsvector('pg_catalog.simple', subject)) stored,
  add column taken_by integer references officer,
  add column taken_at timestamptz,
  add column closed_as text check (closed_as in ('answered', 'left', 'no-answer-needed', 'junk')),
  add column came_back_of uuid references visit,
  add column received_key text check (char_length(received_key) between 1 and 1000),
  alter column opened_by drop not null;
alter table visit disable trigger a_closed_visit_stays_closed;
do $$ begin
  loop
    update visit set reference = random_reference() where id in (
      select id from (select id, row_number() over (partition by reference) as n from visit) numbered where n > 1);
    exit when not found;
  end loop;
end $$;
update visit set taken_by = opened_by, taken_at = opened_at where closed_at is null;
alter table visit enable trigger a_closed_visit_stays_closed;
alter table visit
  add constraint reference_is_one_contacts unique (reference),
  add constraint taking_has_time_and_officer check ((taken_by is null) = (taken_at is null)),
  add constraint only_what_came_in_waits_for_an_officer
    check (opened_by is not null or (channel in ('email', 'web', 'letter') and taken_by is null)),
  add constraint ended_as_something check (closed_as is null or closed_at is not null),
  add constraint comes_back_of_another check (came_back_of <> id);
comment on table visit is 'A contact: what a person and the front desk have to do with each other at one time. Holds nothing about who the person is (contact_person)';
comment on column visit.channel is 'How it came. Whoever counts visitors counts ''visit''';
comment on column visit.reference is 'What the person is given: short, unguessable, shows nothing by itself';
comment on column visit.opened_by is 'Absent only for what came in by mail, web or letter and nobody has taken yet';
comment on column visit.search is 'Whole words: the Swedish stemmer makes servicekont of servicekontor and leaves servicekontoret, so forms are met by what is asked (contacts/rules/search-words.ts)';
comment on column visit.taken_by is 'The officer who has it';
comment on column visit.received_key is 'What makes a thing that came in one contact: a Message-ID, a form''s own key';

-- The check makes two alike as unlikely as guessing one; the constraint refuses them. As the owner, past row-level security.
create function new_contact_reference() returns text language plpgsql volatile security definer set search_path = public as $$
declare code text;
begin
  loop
    code := random_reference();
    exit when not exists (select from visit where reference = code);
  end loop;
  return code;
end $$;
alter table visit alter column reference set default new_contact_reference();

drop index visit_open;
create index visit_open on visit (office_id, opened_at) where closed_at is null;
create index visit_untaken on visit (office_id, opened_at) where taken_by is null and closed_at is null;
create index visit_taken on visit (taken_by, opened_at) where closed_at is null;
create index visit_by_time on visit (office_id, opened_at);
create index visit_by_channel on visit (office_id, channel, opened_at) where channel <> 'visit';
create unique index received_once on visit (office_id, received_key) where received_key is not null;
create index visit_came_back_of on visit (came_back_of) where came_back_of is not null;
create index matter_of_office on matter (office_id, principal_id, visit_id);
-- Without a pending list: what was written a moment ago is found as quickly as the rest.
create index visit_search on visit using gin (office_id, search) with (fastupdate = off) where search is not null;

grant update (opened_by, taken_by, taken_at, subject, closed_as) on visit to samtjanst_app;

-- Under row-level security an index on words cannot be used (its operator may leak what it compares), so this asks as the owner
-- and keeps the wall itself: the actor's own offices.
create function contacts_found(of_office integer, words text, of_channel text, of_state text, of_officer integer,
  of_principal integer, skip integer, take integer)
returns table (id uuid) language sql stable security definer set search_path = public as $$
  select v.id from visit v
  where v.office_id = of_office and of_office = any (scope_offices())
    and v.search @@ to_tsquery('pg_catalog.simple', words)
    and (of_channel is null or v.channel = of_channel)
    and (of_state is null or case of_state when 'waiting' then v.taken_by is null and v.closed_at is null
      when 'open' then v.closed_at is null when 'closed' then v.closed_at is not null else false end)
    and (of_officer is null or (v.taken_by = of_officer and v.closed_at is null))
    and (of_principal is null or exists (
      select from matter m where m.office_id = of_office and m.principal_id = of_principal and m.visit_id = v.id))
  order by v.opened_at desc, v.id limit take offset skip
$$;
comment on function contacts_found is 'Contacts of one of the actor''s offices whose subject has the words, newest first';
revoke all on function contacts_found from public;
grant execute on function contacts_found to samtjanst_app;

-- An act says by which channel it was done, so that reports can count visitors without seeing visits. Help by another channel than
-- a visit is given at a distance, and none at a visit is.
alter table act
  add column channel text not null default 'visit',
  drop constraint act_help_form_check,
  add constraint act_help_form_check check (help_form in ('own-device', 'customer-workstation', 'desk', 'remote')),
  add constraint help_at_a_distance_is_not_given_at_a_visit check ((help_form = 'remote') = (channel <> 'visit'));
comment on column act.channel is 'The channel of its contact';
create function act_has_its_contacts_channel() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if exists (select from added a join visit v on v.id = a.visit_id where v.channel <> a.channel) then
    raise exception 'the channel is the contact''s' using errcode = 'check_violation', constraint = 'act_has_its_contacts_channel';
  end if;
  return null;
end $$;
create trigger act_has_its_contacts_channel after insert on act referencing new table as added
  for each statement execute function act_has_its_contacts_channel();

create or replace function performed_visits_at_offices(performer integer, of_year integer)
returns table (office_id integer, visits bigint)
language sql stable security definer set search_path = public as $$
  select a.office_id, count(distinct a.visit_id)
  from act a join officer o on o.id = a.officer_id
  where a.acted_on >= make_date(of_year, 1, 1) and a.acted_on < make_date(of_year + 1, 1, 1)
    and a.level <> 'signpost' and a.principal_id <> o.employer_id and a.channel = 'visit'
    and o.employer_id = performer and performer = any ((select scope_authorities())::int[])
  group by 1
$$;

-- Who the person is. Absent for anonymous, which is normal.
create table contact_person (
  visit_id uuid primary key,
  office_id integer not null,
  name text check (char_length(name) between 1 and 200),
  phone text check (phone ~ '^\+?[0-9]{3,20}$'),
  email text check (char_length(email) between 3 and 254),
  language text check (language ~ '^[a-z]{2,3}$'),
  preferred text check (preferred in ('phone', 'email', 'letter', 'visit')),
  may_mail boolean not null default false,
  protected boolean not null default false,
  changed_at timestamptz not null default clock_timestamp(),
  foreign key (visit_id, office_id) references visit (id, office_id),
  constraint mail_goes_to_an_address check (not may_mail or email is not null)
);
comment on table contact_person is 'Who a contact is with, as far as it was told: seen at the office alone';
comment on column contact_person.phone is 'Digits, with + before a country''s code';
comment on column contact_person.may_mail is 'The person wants the receipt and what follows by mail';
comment on column contact_person.protected is 'Skyddade personuppgifter: shown only when asked for, and that is audited';
create index on contact_person (office_id, phone) where phone is not null;
create index on contact_person (office_id, email) where email is not null;
create table contact_person_history (like contact_person, known_at timestamptz not null, actor text, operation text not null);
create index on contact_person_history (visit_id, known_at desc);
create trigger keep_history after insert or update on contact_person for each row execute function keep_history();

-- What was said or written. Followed by more, never changed.
create table contact_text (
  id uuid primary key default uuidv7(),
  visit_id uuid not null,
  office_id integer not null,
  direction text not null check (direction in ('in', 'out', 'internal')),
  at timestamptz not null,
  written_at timestamptz not null default clock_timestamp(),
  author_id integer references officer,
  principal_id integer references authority,
  body text not null check (char_length(body) between 1 and 500000),
  foreign key (visit_id, office_id) references visit (id, office_id),
  constraint only_what_came_in_has_no_author check (author_id is not null or direction = 'in')
);
comment on table contact_text is 'What was said or written in a contact: in, out, or internal (never the person''s to read)';
comment on column contact_text.principal_id is 'The authority whose matter it is about, which reads it too; null: the office''s alone';
create index on contact_text (visit_id, at);
create index on contact_text (principal_id, at) where principal_id is not null;

-- What somebody is writing: theirs until it is sent.
create table contact_draft (
  user_id text not null references account_user on delete cascade,
  visit_id uuid references visit,
  content jsonb not null check (octet_length(content::text) < 400000),
  saved_at timestamptz not null default clock_timestamp(),
  unique nulls not distinct (user_id, visit_id)
);
comment on table contact_draft is 'What a user has begun to write in a contact; without one: in a new contact';

create table contact_source (
  id bigint generated always as identity primary key,
  visit_id uuid not null,
  office_id integer not null,
  kind text not null check (kind in ('web', 'law', 'register', 'colleague', 'authority', 'other')),
  detail text not null check (char_length(detail) between 1 and 500),
  noted_at timestamptz not null,
  noted_by integer not null references officer,
  foreign key (visit_id, office_id) references visit (id, office_id)
);
comment on table contact_source is 'What an answer was taken from';
create index on contact_source (visit_id);

-- A promise to come back. It is kept, or moved, and then another follows it; one that is neither when its time has come is broken.
create table promise (
  id uuid primary key default uuidv7(),
  visit_id uuid not null,
  office_id integer not null,
  officer_id integer not null references officer,
  promised_at timestamptz not null,
  promised_by integer not null references officer,
  due_at timestamptz not null,
  what text not null check (char_length(what) between 1 and 500),
  kept_at timestamptz,
  kept_by integer references officer,
  kept_how text check (kept_how in ('phone', 'email', 'letter', 'visit')),
  moved_at timestamptz,
  moved_by integer references officer,
  moved_why text check (char_length(moved_why) between 1 and 500),
  follows uuid unique references promise,
  foreign key (visit_id, office_id) references visit (id, office_id),
  constraint due_after_it_was_promised check (due_at > promised_at),
  constraint keeping_has_time_officer_and_way check ((kept_at is null) = (kept_by is null) and (kept_at is null) = (kept_how is null)),
  constraint moving_has_time_officer_and_reason check ((moved_at is null) = (moved_by is null) and (moved_at is null) = (moved_why is null)),
  constraint kept_or_moved check (kept_at is null or moved_at is null)
);
comment on table promise is 'A promise to a person to come back, with day and time';
comment on column promise.officer_id is 'Who has to keep it';
create index on promise (visit_id);
create index promise_officer on promise (officer_id, due_at) where kept_at is null and moved_at is null;
create index promise_office on promise (office_id, due_at) where kept_at is null and moved_at is null;
create function what_came_of_a_promise_stays() returns trigger language plpgsql as $$
begin
  raise exception 'the promise was kept or moved' using errcode = 'check_violation', constraint = 'what_came_of_a_promise_stays';
end $$;
create trigger what_came_of_a_promise_stays before update on promise
  for each row when (old.kept_at is not null or old.moved_at is not null) execute function what_came_of_a_promise_stays();

create table contact_template (
  id integer generated always as identity primary key,
  office_id integer not null references office,
  name text not null check (char_length(name) between 1 and 100),
  body text not null check (char_length(body) between 1 and 10000),
  made_at timestamptz not null default clock_timestamp(),
  made_by text not null,
  ended_at timestamptz,
  ended_by text
);
comment on table contact_template is 'Texts that an office answers with. One that changes is ended and made anew';
create index on contact_template (office_id) where ended_at is null;

-- Who looks at a contact now; a minute later it is forgotten.
create unlogged table contact_presence (
  visit_id uuid not null references visit,
  office_id integer not null,
  user_id text not null,
  name text not null,
  seen_at timestamptz not null,
  primary key (visit_id, user_id)
);
comment on table contact_presence is 'Who has a contact before them';

-- The telephone system of an office: it says whose telephone rings. Only the hash of its secret is kept.
create table office_phone_hook (
  office_id integer primary key references office,
  secret_hash text not null unique,
  made_at timestamptz not null,
  made_by text not null
);
comment on table office_phone_hook is 'What an office''s telephone system says who it is with';
create table office_extension (
  office_id integer not null references office,
  extension text not null check (extension ~ '^[0-9A-Za-z+*#.@_-]{1,60}$'),
  officer_id integer not null references officer,
  primary key (office_id, extension),
  unique (office_id, officer_id)
);
comment on table office_extension is 'Whose telephone it is';
create table phone_call (
  id uuid primary key default uuidv7(),
  office_id integer not null references office,
  call_key text not null check (char_length(call_key) between 1 and 200),
  user_id text not null references account_user on delete cascade,
  number text check (number ~ '^\+?[0-9]{3,20}$'),
  rang_at timestamptz not null,
  visit_id uuid references visit,
  unique (office_id, call_key, user_id)
);
comment on table phone_call is 'Calls of today, each seen by the one whose telephone rang and nobody else';
create index on phone_call (user_id, rang_at desc);
create index on phone_call (rang_at);

-- How often somebody without an account has sent a form: a hash of where from, and when.
create table form_try (from_hash text not null, at timestamptz not null);
comment on table form_try is 'What limits robots at the public form';
create index on form_try (from_hash, at);
create index on form_try (at);

-- An office's own mail: receipts and answers to persons are read by nobody else.
alter table outgoing_mail add column if not exists office_id integer references office;
drop policy own_mail on outgoing_mail;
create policy own_mail on outgoing_mail for all using ((select scope_registers())
  or (authority_id is not null and office_id is null and authority_id = any ((select scope_authorities())::int[]))
  or (office_id is not null and office_id = any ((select scope_offices())::int[]))
  or (authority_id is null and office_id is null and (select scope_supervision())));

grant select, insert on contact_text, contact_source to samtjanst_app;
grant select on contact_person_history to samtjanst_app;
grant select, insert, update (name, phone, email, language, preferred, may_mail, protected, changed_at) on contact_person to samtjanst_app;
grant select, insert, delete, update (content, saved_at) on contact_draft to samtjanst_app;
grant select, insert, update (kept_at, kept_by, kept_how, moved_at, moved_by, moved_why) on promise to samtjanst_app;
grant select, insert, update (ended_at, ended_by) on contact_template to samtjanst_app;
grant select, insert, delete, update (name, seen_at) on contact_presence to samtjanst_app;
grant select, insert, delete, update (secret_hash, made_at, made_by) on office_phone_hook to samtjanst_app;
grant select, insert, delete, update (officer_id) on office_extension to samtjanst_app;
grant select, insert, delete, update (visit_id) on phone_call to samtjanst_app;
grant select, insert, delete on form_try to samtjanst_app;

do $$
declare t text;
begin
  foreach t in array array['contact_person', 'contact_person_history', 'contact_source', 'contact_presence'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy office on %I using ((select scope_registers()) or office_id = any ((select scope_offices())::int[]))', t);
  end loop;
  foreach t in array array['office_phone_hook', 'office_extension'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy manager on %I using ((select scope_registers()) or office_id = any ((select scope_managed_offices())::int[]))', t);
  end loop;
end $$;
alter table contact_text enable row level security;
create policy office on contact_text using ((select scope_registers()) or office_id = any ((select scope_offices())::int[]));
create policy principal on contact_text for select using (principal_id = any ((select scope_authorities())::int[]));
alter table contact_draft enable row level security;
create policy own on contact_draft using (user_id = (select scope_actor()));
alter table promise enable row level security;
create policy office on promise using ((select scope_registers()) or office_id = any ((select scope_offices())::int[]));
create policy manager on promise for select using (office_id = any ((select scope_managed_offices())::int[]));
alter table contact_template enable row level security;
create policy office_or_manager on contact_template using ((select scope_registers())
  or office_id = any ((select scope_offices())::int[]) or office_id = any ((select scope_managed_offices())::int[]));
alter table phone_call enable row level security;
create policy whose_telephone_rang on phone_call using (user_id = (select scope_actor()));

-- What a telephone system says is taken in without anybody signed in: by the hash of its secret and the extension, for the account
-- of that extension's officer. An extension of nobody is nothing.
create function phone_rings(hash text, of_extension text, key text, caller text, now timestamptz)
returns boolean language plpgsql security definer set search_path = public as $$
declare
  hook_office integer;
  account text;
begin
  select h.office_id into hook_office from office_phone_hook h where h.secret_hash = hash;
  if hook_office is null then return null; end if;
  delete from phone_call where rang_at < now - interval '1 day';
  select uo.user_id into account from office_extension e join user_officer uo on uo.officer_id = e.officer_id
    join role_assignment r on r.user_id = uo.user_id and r.role = 'officer' and r.office_id = hook_office and r.ended_at is null
    where e.office_id = hook_office and e.extension = of_extension limit 1;
  if account is null then return false; end if;
  insert into phone_call (office_id, call_key, user_id, number, rang_at) values (hook_office, key, account, caller, now)
    on conflict do nothing;
  return true;
end $$;
comment on function phone_rings is 'A call at an extension, told by the office''s telephone system: null for a secret that is none, false for an extension of nobody';
revoke all on function phone_rings from public;
grant execute on function phone_rings to samtjanst_app;
