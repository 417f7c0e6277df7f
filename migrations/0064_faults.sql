-- Up Migration
-- Fault reports and complaints. Whoever reports needs no account: a report is added by anybody, read by the people of the
-- body that receives it, and by the public through views in which there is no person.

create table fault_body (
  body_id integer primary key references authority,
  jurisdiction text not null unique check (jurisdiction ~ '^[a-z0-9.-]{3,60}$'),
  area text not null check (area ~ '^(\d{4}|\d{2}|SE)$'),
  contact text not null default '' check (length(contact) <= 300),
  answer_days integer not null default 10 check (answer_days between 1 and 60),
  opened_on date not null,
  recorded_at timestamptz not null default clock_timestamp()
);
comment on table fault_body is 'An authority that receives fault reports; jurisdiction: its jurisdiction_id in Open311';
comment on column fault_body.area is 'Where it receives them: a kommunkod, a länskod or SE';
comment on column fault_body.answer_days is 'Within how many working days a complaint is answered';

create table fault_category (
  id integer generated always as identity primary key,
  body_id integer not null references fault_body,
  parent_id integer,
  service_code text not null check (service_code ~ '^[A-Za-z0-9_-]{1,40}$'),
  name_sv text not null check (length(name_sv) between 1 and 100),
  name_en text not null check (length(name_en) between 1 and 100),
  about_sv text not null default '',
  about_en text not null default '',
  keywords text not null default '',
  questions jsonb not null default '[]' check (jsonb_typeof(questions) = 'array'),
  expected_days integer check (expected_days between 1 and 365),
  danger boolean not null default false,
  position integer not null,
  ended_on date,
  unique (body_id, service_code),
  unique (id, body_id),
  foreign key (parent_id, body_id) references fault_category (id, body_id)
);
comment on table fault_category is 'Two levels: a group has no parent and cannot be chosen; questions: Open311 attributes';
comment on column fault_category.expected_days is 'Working days within which it is usually seen to; null: not said';
comment on column fault_category.danger is 'May be dangerous: who reports is told to call instead';

create table open311_key (
  id integer generated always as identity primary key,
  body_id integer not null references fault_body,
  name text not null check (length(name) between 1 and 100),
  key_hash text not null unique,
  made_at timestamptz not null,
  made_by text not null,
  ended_at timestamptz
);
comment on table open311_key is 'Who may add reports through Open311; the key itself is shown once and not kept';

create table fault_report (
  id uuid primary key,
  reference text not null unique check (reference ~ '^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$'),
  secret_hash text not null,
  request_key text not null unique,
  body_id integer not null,
  category_id integer not null,
  municipality_code text references municipality,
  latitude double precision check (latitude between 54 and 71),
  longitude double precision check (longitude between 9 and 26),
  place text not null default '' check (length(place) <= 300),
  description text not null check (length(description) between 1 and 4000),
  answers jsonb not null default '{}' check (jsonb_typeof(answers) = 'object'),
  language text not null check (language in ('sv', 'en')),
  source text not null check (source in ('web', 'open311')),
  key_id integer references open311_key,
  state text not null default 'received' check (state in ('received', 'started', 'closed')),
  close_kind text check (close_kind in ('fixed', 'not-ours', 'cannot', 'nothing-found', 'duplicate')),
  said_by_reporter text check (said_by_reporter in ('confirmed', 'denied')),
  duplicate_of uuid references fault_report,
  expected_on date,
  withheld boolean not null default false,
  received_at timestamptz not null,
  updated_at timestamptz not null,
  closed_at timestamptz,
  recorded_in xid8 not null default pg_current_xact_id(),
  foreign key (body_id) references fault_body,
  foreign key (category_id, body_id) references fault_category (id, body_id),
  constraint a_place_has_both_coordinates check ((latitude is null) = (longitude is null)),
  constraint a_place_is_given check (latitude is not null or place <> ''),
  constraint closed_has_its_kind_and_time check ((state = 'closed') = (close_kind is not null) and (state = 'closed') = (closed_at is not null)),
  constraint a_duplicate_is_one_of_another check ((close_kind is not distinct from 'duplicate') = (duplicate_of is not null) and duplicate_of <> id)
);
comment on table fault_report is 'What somebody has reported about a place. Holds nothing about the person: that is fault_contact';
comment on column fault_report.close_kind is 'What the body says; that it is fixed is its word, said_by_reporter is the other''s';
comment on column fault_report.request_key is 'A form or a request that is sent twice is one report';
comment on column fault_report.withheld is 'The description is not shown to the public';
create index on fault_report (body_id, state, received_at desc);
create index on fault_report (body_id, received_at desc);
create index on fault_report (category_id, latitude) where duplicate_of is null;
create index on fault_report (duplicate_of) where duplicate_of is not null;

create table fault_contact (
  report_id uuid primary key references fault_report,
  email text check (length(email) <= 254),
  name text check (length(name) <= 200),
  phone text check (length(phone) <= 50),
  constraint something_is_given check (num_nonnulls(email, name, phone) > 0)
);
comment on table fault_contact is 'Who reported, when they said so: for the body that has the report, never public';

create table fault_follower (
  id bigint generated always as identity primary key,
  report_id uuid not null references fault_report,
  email text check (length(email) <= 254),
  followed_at timestamptz not null,
  unique nulls distinct (report_id, email)
);
comment on table fault_follower is 'Somebody else has seen the same; with an address they are told when it is closed';

create table fault_photo (
  id uuid primary key,
  report_id uuid not null references fault_report,
  position integer not null check (position between 1 and 3),
  media_type text not null check (media_type in ('image/jpeg', 'image/png', 'image/webp')),
  content bytea not null check (octet_length(content) between 20 and 10485760),
  added_at timestamptz not null,
  published_at timestamptz,
  published_by text,
  orientation integer not null default 1 check (orientation between 1 and 8),
  unique (report_id, position)
);
comment on table fault_photo is 'Without its metadata (rules/strip-photo.ts). A photo may show a person: the public sees it when the body has said so';

create table fault_event (
  id bigint generated always as identity primary key,
  report_id uuid not null references fault_report,
  body_id integer not null references fault_body,
  at timestamptz not null,
  kind text not null check (kind in ('received', 'started', 'noted', 'told', 'duplicate', 'moved', 'expected', 'closed',
    'reopened', 'confirmed', 'added', 'followed', 'forwarded', 'photo-shown')),
  public boolean not null,
  words text not null default '' check (length(words) <= 4000),
  details jsonb not null default '{}',
  actor text
);
comment on table fault_event is 'What happened to a report; what is not public is read by the body that wrote it and no other';
create index on fault_event (report_id, id);

create table fault_forwarding (
  body_id integer primary key references fault_body,
  url text not null check (url ~ '^https?://' and length(url) <= 300),
  api_key text not null check (length(api_key) <= 200),
  jurisdiction text not null default '',
  active boolean not null,
  changed_at timestamptz not null,
  changed_by text not null
);
comment on table fault_forwarding is 'A body with a system of its own that speaks Open311: reports are sent there and their status fetched';

create table fault_forward (
  report_id uuid primary key references fault_report,
  body_id integer not null references fault_body,
  state text not null check (state in ('queued', 'sending', 'uncertain', 'sent', 'failed', 'cancelled')),
  tries integer not null default 0,
  not_before timestamptz not null,
  claim uuid,
  claimed_until timestamptz,
  last_error text,
  token text,
  external_id text,
  external_status text,
  poll_at timestamptz,
  sent_at timestamptz
);
comment on table fault_forward is 'The way of a report to the other system. uncertain: it was handed over and the answer was lost; it is looked for there before it is sent again';
create index on fault_forward (not_before) where state in ('queued', 'sending', 'uncertain');
create index on fault_forward (poll_at) where state = 'sent';

create table complaint (
  id uuid primary key,
  reference text not null unique check (reference ~ '^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$'),
  secret_hash text not null,
  request_key text not null unique,
  kind text not null check (kind in ('view', 'complaint', 'praise')),
  authority_id integer not null references authority,
  office_id integer references office,
  words text not null check (length(words) between 1 and 8000),
  wants_answer boolean not null,
  language text not null check (language in ('sv', 'en')),
  received_at timestamptz not null,
  due_on date,
  answer text check (length(answer) between 1 and 8000),
  answered_at timestamptz,
  answered_by text,
  recorded_in xid8 not null default pg_current_xact_id(),
  constraint an_answer_has_its_time check (num_nonnulls(answer, answered_at, answered_by) in (0, 3)),
  constraint who_wants_an_answer_has_a_day check (wants_answer = (due_on is not null))
);
comment on table complaint is 'Synpunkt, klagomål, beröm to an authority. due_on: by when it is answered, in working days';
create index on complaint (authority_id, received_at desc);
create table complaint_contact (
  complaint_id uuid primary key references complaint,
  email text not null check (length(email) <= 254)
);

create table public_try (
  kind text not null,
  who text not null,
  at timestamptz not null
);
comment on table public_try is 'Who has lately sent something or guessed, by a hash that is worth nothing tomorrow';
create index on public_try (kind, who, at);
create index on public_try (at);

-- A body's people: its coordinators, and who works at or manages an office that it operates.
create function scope_fault_bodies() returns int[] language sql stable security definer set search_path = public as $$
  select coalesce(array_agg(distinct id), '{}') from (
    select unnest(scope_authorities()) as id
    union select operator_id from office where id = any (scope_offices() || scope_managed_offices())) x
$$;

create function fault_is_new(report uuid) returns boolean language sql stable security definer set search_path = public as $$
  select exists (select from fault_report where id = report and recorded_in = pg_current_xact_id_if_assigned())
$$;
comment on function fault_is_new is 'This very transaction has made it: who reports may add to it, and to nothing else';
create function complaint_is_new(added uuid) returns boolean language sql stable security definer set search_path = public as $$
  select exists (select from complaint where id = added and recorded_in = pg_current_xact_id_if_assigned())
$$;

create function fault_is_received() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into fault_event (report_id, body_id, at, kind, public) values (new.id, new.body_id, new.received_at, 'received', true);
  insert into fault_forward (report_id, body_id, state, not_before)
    select new.id, new.body_id, 'queued', new.received_at from fault_forwarding where body_id = new.body_id and active;
  return null;
end $$;
create trigger fault_is_received after insert on fault_report for each row execute function fault_is_received();

create function fault_by_key(key text) returns table (reference text) language sql stable security definer set search_path = public as $$
  select reference from fault_report where request_key = key
$$;
create function complaint_by_key(key text) returns table (reference text) language sql stable security definer set search_path = public as $$
  select reference from complaint where request_key = key
$$;

create function fault_of_reporter(of_reference text, of_secret_hash text) returns uuid language sql stable security definer
  set search_path = public as $$
  select id from fault_report where reference = of_reference and secret_hash = of_secret_hash
$$;
comment on function fault_of_reporter is 'The report behind the secret link of who made it';

-- What the reporter may do with the secret link. Returns unknown, not-closed or done.
create function fault_reporter_says(of_reference text, of_secret_hash text, what text, said text, said_at timestamptz)
  returns text language plpgsql security definer set search_path = public as $$
declare r fault_report;
begin
  select * into r from fault_report where reference = of_reference and secret_hash = of_secret_hash for update;
  if r.id is null then return 'unknown'; end if;
  if what = 'add' then
    insert into fault_event (report_id, body_id, at, kind, public, words) values (r.id, r.body_id, said_at, 'added', false, said);
    update fault_report set updated_at = said_at where id = r.id;
    return 'done';
  end if;
  if r.state <> 'closed' then return 'not-closed'; end if;
  if what = 'confirmed' then
    if r.said_by_reporter is distinct from 'confirmed' then
      update fault_report set said_by_reporter = 'confirmed', updated_at = said_at where id = r.id;
      insert into fault_event (report_id, body_id, at, kind, public) values (r.id, r.body_id, said_at, 'confirmed', true);
    end if;
    return 'done';
  end if;
  update fault_report set state = 'received', close_kind = null, closed_at = null, duplicate_of = null, expected_on = null,
    said_by_reporter = 'denied', updated_at = said_at where id = r.id;
  insert into fault_event (report_id, body_id, at, kind, public) values (r.id, r.body_id, said_at, 'reopened', true);
  if said <> '' then
    insert into fault_event (report_id, body_id, at, kind, public, words) values (r.id, r.body_id, said_at, 'added', false, said);
  end if;
  return 'done';
end $$;

create function fault_add_photo(of_reference text, of_secret_hash text, photo uuid, type text, bytes bytea, turned integer, said_at timestamptz)
  returns text language plpgsql security definer set search_path = public as $$
declare r fault_report; taken integer;
begin
  select * into r from fault_report where reference = of_reference and secret_hash = of_secret_hash for update;
  if r.id is null then return 'unknown'; end if;
  select count(*) into taken from fault_photo where report_id = r.id;
  if taken >= 3 then return 'full'; end if;
  insert into fault_photo (id, report_id, position, media_type, content, orientation, added_at)
    values (photo, r.id, taken + 1, type, bytes, turned, said_at);
  insert into fault_event (report_id, body_id, at, kind, public) values (r.id, r.body_id, said_at, 'added', false);
  update fault_report set updated_at = said_at where id = r.id;
  return 'done';
end $$;

create function fault_follow(of_reference text, address text, said_at timestamptz) returns text language plpgsql security definer
  set search_path = public as $$
declare r fault_report;
begin
  select * into r from fault_report where reference = of_reference for update;
  if r.id is null then return 'unknown'; end if;
  if r.duplicate_of is not null then select * into r from fault_report where id = r.duplicate_of for update; end if;
  insert into fault_follower (report_id, email, followed_at) values (r.id, address, said_at) on conflict do nothing;
  if found then
    insert into fault_event (report_id, body_id, at, kind, public) values (r.id, r.body_id, said_at, 'followed', true);
  end if;
  return 'done';
end $$;

-- To another body, which the mover may not read. Returns whether it was moved.
create function fault_move(report uuid, to_category integer, said text, said_at timestamptz) returns boolean language plpgsql
  security definer set search_path = public as $$
declare r fault_report; c fault_category;
begin
  select * into r from fault_report where id = report and (body_id = any (scope_fault_bodies()) or scope_registers()) for update;
  select * into c from fault_category where id = to_category and parent_id is not null and ended_on is null;
  if r.id is null or c.id is null or r.state = 'closed' or c.body_id = r.body_id then return false; end if;
  insert into fault_event (report_id, body_id, at, kind, public, words, details, actor)
    values (r.id, r.body_id, said_at, 'moved', true, said, jsonb_build_object('from', r.body_id, 'to', c.body_id), scope_actor());
  update fault_report set body_id = c.body_id, category_id = c.id, state = 'received', expected_on = null, updated_at = said_at
    where id = r.id;
  update fault_forward set state = 'cancelled' where report_id = r.id and state = 'queued';
  insert into fault_forward (report_id, body_id, state, not_before)
    select r.id, c.body_id, 'queued', said_at from fault_forwarding where body_id = c.body_id and active
    on conflict (report_id) do update set body_id = excluded.body_id, state = 'queued', tries = 0, not_before = excluded.not_before,
      last_error = null where fault_forward.state in ('cancelled', 'failed');
  return true;
end $$;

create function complaint_of_author(of_reference text, of_secret_hash text) returns table (words text, answer text)
  language sql stable security definer set search_path = public as $$
  select words, answer from complaint where reference = of_reference and secret_hash = of_secret_hash
$$;

-- What everybody may see: no person, no note of the body's own, no photo that it has not shown. The views run as their owner.
create view public_fault as
  select r.id, r.reference, r.body_id, b.jurisdiction, a.name as body, c.service_code, c.name_sv, c.name_en, c.id as category_id,
    r.municipality_code, r.latitude, r.longitude, r.place, case when r.withheld then '' else r.description end as description,
    r.state, r.close_kind, r.said_by_reporter, r.expected_on, r.received_at, r.updated_at, r.closed_at, d.reference as duplicate_of,
    (select count(*) from fault_follower f where f.report_id = r.id) as followers,
    (select p.id from fault_photo p where p.report_id = r.id and p.published_at is not null order by p.position limit 1) as photo_id,
    (select p.orientation from fault_photo p where p.report_id = r.id and p.published_at is not null order by p.position limit 1) as photo_turned
  from fault_report r join fault_body b using (body_id) join authority a on a.id = r.body_id join fault_category c on c.id = r.category_id
    left join fault_report d on d.id = r.duplicate_of;
create view public_fault_event as
  select e.id, e.report_id, e.at, e.kind, e.words, e.details, a.name as body
  from fault_event e join authority a on a.id = e.body_id where e.public;
create view public_fault_photo as select id, report_id, media_type, content, orientation from fault_photo where published_at is not null;
create view public_complaint as
  select c.reference, c.kind, c.received_at, c.due_on, c.answered_at, a.name as authority from complaint c join authority a on a.id = c.authority_id;
-- Which of an office's or authority's key it is, without the keys being readable.
create function open311_key_id(hash text) returns table (id integer, body_id integer) language sql stable security definer
  set search_path = public as $$ select id, body_id from open311_key where key_hash = hash and ended_at is null $$;

grant select on fault_body, fault_category, public_fault, public_fault_event, public_fault_photo, public_complaint to samtjanst_app;
grant insert on fault_body, fault_category to samtjanst_app;
grant update (contact, answer_days) on fault_body to samtjanst_app;
grant update (name_sv, name_en, about_sv, about_en, keywords, expected_days, danger, position, ended_on) on fault_category to samtjanst_app;
grant select, insert on fault_report, fault_contact, fault_follower, fault_photo, fault_event, complaint, complaint_contact,
  open311_key, fault_forwarding to samtjanst_app;
grant select on fault_forward to samtjanst_app;
grant update (category_id, state, close_kind, closed_at, said_by_reporter, duplicate_of, expected_on, withheld, updated_at)
  on fault_report to samtjanst_app;
grant update (published_at, published_by) on fault_photo to samtjanst_app;
grant update (answer, answered_at, answered_by) on complaint to samtjanst_app;
grant update (ended_at) on open311_key to samtjanst_app;
grant update (url, api_key, jurisdiction, active, changed_at, changed_by) on fault_forwarding to samtjanst_app;
grant update (state, tries, not_before, claim, claimed_until, last_error, token, external_id, external_status, poll_at, sent_at)
  on fault_forward to samtjanst_app;
grant select, insert, delete on public_try to samtjanst_app;

alter table fault_body enable row level security;
create policy everybody_reads on fault_body for select using (true);
create policy its_people_add on fault_body for insert with check (body_id = any ((select scope_authorities())::int[]) or (select scope_registers()));
create policy its_people_change on fault_body for update using (body_id = any ((select scope_authorities())::int[]) or (select scope_registers()));
alter table fault_category enable row level security;
create policy everybody_reads on fault_category for select using (true);
create policy its_people_add on fault_category for insert with check (body_id = any ((select scope_authorities())::int[]) or (select scope_registers()));
create policy its_people_change on fault_category for update using (body_id = any ((select scope_authorities())::int[]) or (select scope_registers()));

alter table fault_report enable row level security;
create policy its_body_reads on fault_report for select using (body_id = any ((select scope_fault_bodies())::int[]) or (select scope_registers()));
create policy its_body_changes on fault_report for update using (body_id = any ((select scope_fault_bodies())::int[]) or (select scope_registers()));
create policy anybody_reports on fault_report for insert with check (state = 'received' and not withheld and said_by_reporter is null
  and duplicate_of is null and expected_on is null);
alter table fault_event enable row level security;
create policy its_body_reads on fault_event for select using (body_id = any ((select scope_fault_bodies())::int[])
  or (select scope_registers()) or ((public or kind = 'added') and exists (select from fault_report r where r.id = report_id)));
create policy its_body_adds on fault_event for insert with check (exists (select from fault_report r where r.id = report_id and r.body_id = fault_event.body_id));
do $$
declare t text;
begin
  foreach t in array array['fault_contact', 'fault_follower', 'fault_photo', 'fault_forward'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy as_the_report on %I for select using (exists (select from fault_report r where r.id = report_id))', t);
  end loop;
  foreach t in array array['fault_photo', 'fault_forward'] loop
    execute format('create policy its_body_changes on %I for update using (exists (select from fault_report r where r.id = report_id))', t);
  end loop;
  foreach t in array array['fault_contact', 'fault_photo'] loop
    execute format('create policy who_reports_adds on %I for insert with check (fault_is_new(report_id))', t);
  end loop;
  foreach t in array array['open311_key', 'fault_forwarding'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy its_coordinators on %I using (body_id = any ((select scope_authorities())::int[]) or (select scope_registers()))', t);
  end loop;
end $$;
alter table complaint enable row level security;
create policy its_authority_reads on complaint for select using (authority_id = any ((select scope_fault_bodies())::int[]) or (select scope_registers()));
create policy its_authority_answers on complaint for update using (authority_id = any ((select scope_fault_bodies())::int[]) or (select scope_registers()));
create policy anybody_complains on complaint for insert with check (answer is null);
create policy an_answer_stays on complaint as restrictive for update using (answered_at is null) with check (true);
alter table complaint_contact enable row level security;
create policy as_the_complaint on complaint_contact for select using (exists (select from complaint c where c.id = complaint_id));
create policy who_complains_adds on complaint_contact for insert with check (complaint_is_new(complaint_id));
-- Who handles a report tells who made it, also when they are no coordinator of the authority.
create policy who_handles_faults on outgoing_mail for all
  using (about in ('fault', 'complaint') and authority_id = any ((select scope_fault_bodies())::int[]));
