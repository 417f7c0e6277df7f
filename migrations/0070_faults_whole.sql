-- Up Migration
-- Fault reports and complaints, whole: kinds in versions, a photo at another's address, reopened reports in the body's own
-- system, a conversation about a complaint, sealed keys; secret links that the outbox does not show.

-- Kinds in versions: a report keeps the questions that it answered.
alter table fault_category add column version integer not null default 1;
create table fault_category_version (
  category_id integer not null references fault_category,
  version integer not null,
  name_sv text not null,
  name_en text not null,
  about_sv text not null,
  about_en text not null,
  keywords text not null,
  questions jsonb not null,
  expected_days integer,
  danger boolean not null,
  made_at timestamptz not null default clock_timestamp(),
  made_by text,
  primary key (category_id, version)
);
comment on table fault_category_version is 'What a kind of fault said and asked, each version of it; written by a trigger';
insert into fault_category_version (category_id, version, name_sv, name_en, about_sv, about_en, keywords, questions, expected_days, danger)
  select id, version, name_sv, name_en, about_sv, about_en, keywords, questions, expected_days, danger from fault_category;
grant select on fault_category_version to samtjanst_app;
grant update (questions) on fault_category to samtjanst_app;

create function fault_category_says_other() returns trigger language plpgsql as $$
begin
  if (new.name_sv, new.name_en, new.about_sv, new.about_en, new.keywords, new.questions, new.expected_days, new.danger)
    is distinct from (old.name_sv, old.name_en, old.about_sv, old.about_en, old.keywords, old.questions, old.expected_days, old.danger)
  then new.version := old.version + 1; end if;
  return new;
end $$;
create trigger fault_category_says_other before update on fault_category for each row execute function fault_category_says_other();
create function keep_fault_category_version() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into fault_category_version (category_id, version, name_sv, name_en, about_sv, about_en, keywords, questions, expected_days,
      danger, made_by)
    values (new.id, new.version, new.name_sv, new.name_en, new.about_sv, new.about_en, new.keywords, new.questions, new.expected_days,
      new.danger, scope_actor())
    on conflict do nothing;
  return null;
end $$;
create trigger keep_fault_category_version after insert or update on fault_category for each row
  execute function keep_fault_category_version();

alter table fault_report
  add column asked_id integer,
  add column asked_version integer,
  add column address_id text check (length(address_id) between 1 and 100),
  add column media_url text check (media_url ~ '^https?://' and length(media_url) <= 1000),
  add column media_shown_at timestamptz;
update fault_report set asked_id = category_id, asked_version = 1;
alter table fault_report
  alter column asked_id set not null,
  alter column asked_version set not null,
  add foreign key (asked_id, asked_version) references fault_category_version (category_id, version);
comment on column fault_report.asked_id is 'The kind, and its version, whose questions were answered: a report that is moved keeps them';
comment on column fault_report.address_id is 'A place as its sender''s system calls it (Open311)';
comment on column fault_report.media_url is 'A photo at another''s address (Open311): never fetched; the public is shown the address when the body has said so';
alter table fault_report drop constraint a_place_is_given,
  add constraint a_place_is_given check (latitude is not null or place <> '' or address_id is not null);
grant update (media_shown_at) on fault_report to samtjanst_app;
create index on fault_report (body_id, updated_at desc);

create or replace view public_fault as
  select r.id, r.reference, r.body_id, b.jurisdiction, a.name as body, c.service_code, c.name_sv, c.name_en, c.id as category_id,
    r.municipality_code, r.latitude, r.longitude, r.place, case when r.withheld then '' else r.description end as description,
    r.state, r.close_kind, r.said_by_reporter, r.expected_on, r.received_at, r.updated_at, r.closed_at, d.reference as duplicate_of,
    (select count(*) from fault_follower f where f.report_id = r.id) as followers,
    (select p.id from fault_photo p where p.report_id = r.id and p.published_at is not null order by p.position limit 1) as photo_id,
    (select p.orientation from fault_photo p where p.report_id = r.id and p.published_at is not null order by p.position limit 1) as photo_turned,
    r.address_id, case when r.media_shown_at is not null then r.media_url end as media_url
  from fault_report r join fault_body b using (body_id) join authority a on a.id = r.body_id join fault_category c on c.id = r.category_id
    left join fault_report d on d.id = r.duplicate_of;

-- The key to a body's own system is sealed; keys of before are sealed by the job that uses them.
alter table fault_forwarding alter column api_key drop not null, add column key_sealed bytea;
comment on column fault_forwarding.key_sealed is 'The key, sealed with a key that is not in the database, and with the address that it is for';
comment on column fault_forwarding.api_key is 'A key of before keys were sealed; null as soon as the job has sealed it';
revoke select on fault_forwarding from samtjanst_app;
grant select (body_id, url, jurisdiction, active, changed_at, changed_by) on fault_forwarding to samtjanst_app;
grant update (key_sealed) on fault_forwarding to samtjanst_app;
create function fault_forwarding_key(of_body integer) returns table (sealed bytea, clear text) language sql stable security definer
  set search_path = public
as $$ select key_sealed, api_key from fault_forwarding where body_id = of_body and (select scope_registers()) $$;
revoke all on function fault_forwarding_key from public;
grant execute on function fault_forwarding_key to samtjanst_app;

-- Opened again by who reported, a report that the body's own system has closed goes there anew.
alter table fault_forward
  add column round integer not null default 1,
  add column previous_id text;
comment on column fault_forward.round is '2 and on: it was opened again after the other system had closed it, and is a new request there';
comment on column fault_forward.previous_id is 'What the other system called it the time before';

create or replace function fault_reporter_says(of_reference text, of_secret_hash text, what text, said text, said_at timestamptz)
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
  -- While it is open there, they have it; GeoReport v2 knows no way to open a request again.
  update fault_forward f set state = 'queued', round = f.round + 1, previous_id = coalesce(f.external_id, f.token), external_id = null,
      token = null, external_status = null, tries = 0, last_error = null, not_before = said_at, poll_at = null
    where f.report_id = r.id and f.body_id = r.body_id and f.state = 'sent' and f.external_status = 'closed'
      and exists (select from fault_forwarding w where w.body_id = f.body_id and w.active);
  return 'done';
end $$;

-- A complaint and what was said about it afterwards, by both.
create table complaint_message (
  id bigint generated always as identity primary key,
  complaint_id uuid not null references complaint,
  at timestamptz not null,
  by_author boolean not null,
  words text not null check (length(words) between 1 and 8000),
  actor text,
  constraint an_answer_is_somebodys check (by_author = (actor is null))
);
comment on table complaint_message is 'What was said after a complaint was made: answers of the authority, and what its author wrote then';
create index on complaint_message (complaint_id, id);
insert into complaint_message (complaint_id, at, by_author, words, actor)
  select id, answered_at, false, answer, answered_by from complaint where answer is not null;
drop policy an_answer_stays on complaint;
drop policy anybody_complains on complaint;
drop function complaint_of_author;
alter table complaint
  drop constraint an_answer_has_its_time,
  drop column answer,
  drop column answered_by;
create policy anybody_complains on complaint for insert with check (answered_at is null);
comment on column complaint.answered_at is 'Since when nothing waits for an answer; null while it does, anew when its author has written back';
grant update (due_on) on complaint to samtjanst_app;
grant select, insert on complaint_message to samtjanst_app;
alter table complaint_message enable row level security;
create policy as_the_complaint on complaint_message for select using (exists (select from complaint c where c.id = complaint_id));
create policy its_authority_answers on complaint_message for insert with check (not by_author
  and exists (select from complaint c where c.id = complaint_id));

create function complaint_of_author(of_reference text, of_secret_hash text) returns table (id uuid, authority_id integer, words text)
  language sql stable security definer set search_path = public as $$
  select id, authority_id, words from complaint where reference = of_reference and secret_hash = of_secret_hash
$$;
comment on function complaint_of_author is 'The complaint behind the secret link of who wrote it';
create function complaint_messages_of_author(of_reference text, of_secret_hash text)
  returns table (id bigint, at timestamptz, by_author boolean, words text)
  language sql stable security definer set search_path = public as $$
  select m.id, m.at, m.by_author, m.words from complaint_message m join complaint c on c.id = m.complaint_id
  where c.reference = of_reference and c.secret_hash = of_secret_hash order by m.id
$$;
-- due: by when the authority answers what comes after its answer. Returns unknown, full or done.
create function complaint_author_writes(of_reference text, of_secret_hash text, said text, said_at timestamptz, due date)
  returns text language plpgsql security definer set search_path = public as $$
declare c complaint;
begin
  select * into c from complaint where reference = of_reference and secret_hash = of_secret_hash for update;
  if c.id is null then return 'unknown'; end if;
  if (select count(*) from complaint_message where complaint_id = c.id and by_author) >= 20 then return 'full'; end if;
  insert into complaint_message (complaint_id, at, by_author, words) values (c.id, said_at, true, said);
  if c.wants_answer and c.answered_at is not null then
    update complaint set answered_at = null, due_on = due where id = c.id;
  end if;
  return 'done';
end $$;
create index complaint_due on complaint (due_on) where answered_at is null and due_on is not null;

-- What only who gets a mail may read in it.
alter table outgoing_mail add column secrets text[] not null default '{}';
comment on column outgoing_mail.secrets is 'What in the body opens something for its reader alone: shown as … to everybody else, also to who keeps the outbox';
