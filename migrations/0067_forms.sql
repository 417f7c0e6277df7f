-- Up Migration
-- Simple routine cases (ADR 15): intake forms as data, what came in on them, and what became of it.

create function scope_secret() returns text language sql stable parallel safe
return nullif(current_setting('app.secret', true), '');
comment on function scope_secret is 'SHA-256 of the secret of a form begun or sent, held by who has no account';

create table form_definition (
  id integer generated always as identity primary key,
  authority_id integer not null references authority,
  task_id integer not null references task,
  code text not null check (code ~ '^[a-z][a-z0-9-]{1,59}$'),
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{1,119}$'),
  office_id integer references office,
  ended_on date,
  made_at timestamptz not null,
  made_by text not null,
  unique (authority_id, code),
  unique (id, authority_id, task_id)
);
comment on table form_definition is 'A form of an authority for one task. What it asks stands in its versions';
comment on column form_definition.office_id is 'The office that takes what comes by web; null: it is filled in at desks only';
create index on form_definition (task_id, authority_id) where ended_on is null;

create table form_version (
  definition_id integer not null references form_definition,
  version integer not null check (version > 0),
  content jsonb not null check (jsonb_typeof(content) = 'object' and octet_length(content::text) < 400000),
  published_at timestamptz not null,
  published_by text not null,
  primary key (definition_id, version)
);
comment on table form_version is 'What a form asks (forms/definition.ts); the last one counts. Followed by another, never changed: each answer keeps the version that it was given to';

-- What somebody has begun. Theirs alone until it is sent, and then gone.
create table form_draft (
  secret_sha256 text primary key check (secret_sha256 ~ '^[0-9a-f]{64}$'),
  definition_id integer not null,
  version integer not null,
  answers jsonb not null check (jsonb_typeof(answers) = 'object' and octet_length(answers::text) < 400000),
  language text not null check (language in ('sv', 'en')),
  matter_id uuid references matter,
  saved_at timestamptz not null,
  foreign key (definition_id, version) references form_version
);
comment on table form_draft is 'A form begun, by the hash of its code; forgotten after thirty days';
create index on form_draft (saved_at);
create table form_draft_file (
  id uuid primary key default uuidv7(),
  secret_sha256 text not null references form_draft on delete cascade,
  question text not null check (length(question) <= 60),
  file_name text not null check (length(file_name) between 1 and 140),
  media_type text not null check (media_type in ('application/pdf', 'image/jpeg', 'image/png', 'image/webp')),
  content bytea not null check (octet_length(content) between 1 and 10485760)
);
comment on table form_draft_file is 'Attached to a form begun. media_type: by its bytes; a photo without its metadata';
create index on form_draft_file (secret_sha256);
create function form_drafts_forgotten(now timestamptz) returns void language sql security definer set search_path = public as $$
  delete from form_draft where saved_at < now - interval '30 days'
$$;

create table form_submission (
  id uuid primary key default uuidv7(),
  reference text not null unique check (reference ~ '^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$'),
  secret_sha256 text not null unique check (secret_sha256 ~ '^[0-9a-f]{64}$'),
  definition_id integer not null,
  version integer not null,
  authority_id integer not null,
  task_id integer not null,
  office_id integer not null,
  visit_id uuid not null,
  matter_id uuid,
  came_by text not null check (came_by in ('web', 'desk')),
  filled_by integer references officer,
  answers jsonb not null check (jsonb_typeof(answers) = 'object'),
  applicant text check (length(applicant) between 1 and 200),
  language text not null check (language in ('sv', 'en')),
  sent_at timestamptz not null,
  sent_on date not null,
  foreign key (definition_id, version) references form_version,
  foreign key (definition_id, authority_id, task_id) references form_definition (id, authority_id, task_id),
  foreign key (visit_id, office_id) references visit (id, office_id),
  foreign key (matter_id, visit_id, task_id, authority_id) references matter (id, visit_id, task_id, principal_id),
  unique (id, office_id, authority_id),
  constraint at_a_desk_an_officer_fills_it_in check ((came_by = 'desk') = (filled_by is not null)),
  constraint at_a_desk_there_is_a_matter check (came_by = 'web' or matter_id is not null)
);
comment on table form_submission is 'An application: the answers to one version of a form. Its secrecy follows the authority (R10)';
comment on column form_submission.secret_sha256 is 'Of the code that the form was begun with: sent twice, it is one';
create unique index one_application_of_a_matter on form_submission (matter_id) where matter_id is not null;
create index on form_submission (office_id, sent_at desc);
create index on form_submission (authority_id, sent_at desc);
create index on form_submission (visit_id);

create table form_file (
  id uuid primary key default uuidv7(),
  submission_id uuid not null,
  office_id integer not null,
  authority_id integer not null,
  question text not null,
  file_name text not null,
  media_type text not null check (media_type in ('application/pdf', 'image/jpeg', 'image/png', 'image/webp')),
  sha256 text not null check (length(sha256) = 64),
  content bytea not null check (octet_length(content) between 1 and 10485760),
  foreign key (submission_id, office_id, authority_id) references form_submission (id, office_id, authority_id)
);
comment on table form_file is 'What was attached to an application';
create index on form_file (submission_id);

create table form_outcome (
  submission_id uuid primary key,
  office_id integer not null,
  authority_id integer not null,
  kind text not null check (kind in ('decided', 'received', 'handed-over')),
  act_id uuid not null references act,
  officer_id integer not null references officer,
  at timestamptz not null,
  arrived_on date not null,
  decision text check (decision in ('granted', 'partly', 'refused')),
  reasons text check (length(reasons) between 1 and 8000),
  appeal text check (length(appeal) between 1 and 4000),
  hand_over_id uuid references hand_over,
  number text check (length(number) between 1 and 60),
  foreign key (submission_id, office_id, authority_id) references form_submission (id, office_id, authority_id),
  constraint a_decision_is_whole check (num_nonnulls(decision, reasons, appeal) = case kind when 'decided' then 3 else 0 end),
  constraint what_is_not_decided_is_handed_over check ((kind = 'decided') = (hand_over_id is null))
);
comment on table form_outcome is 'What became of an application, once: decided here in the authority''s name, received in its name and handed over, or only handed over';
comment on column form_outcome.arrived_on is 'The day that it came in to the authority (22 § förvaltningslagen (2017:900))';
comment on column form_outcome.number is 'The diary number that it got, where the authority has a diary here';
create index on form_outcome (hand_over_id);
create unique index on form_outcome (act_id);

-- A contact is not closed over an application that nobody has seen to; a robot's is, as junk.
create function an_application_is_seen_to_first() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if exists (select from form_submission s where s.visit_id = new.id
      and not exists (select from form_outcome o where o.submission_id = s.id)) then
    raise exception 'an application waits' using errcode = 'check_violation', constraint = 'an_application_is_seen_to_first';
  end if;
  return new;
end $$;
create trigger an_application_is_seen_to_first before update on visit for each row
  when (old.closed_at is null and new.closed_at is not null and new.closed_as is distinct from 'junk')
  execute function an_application_is_seen_to_first();

-- An officer who receives in an authority's name registers what they received, and reads no diary. As the owner, for an
-- application of the actor's office alone. Null: the authority has no such diary here.
create function register_application(of_submission uuid, of_hand_over uuid, of_board text, of_class text, arrived date,
  title text, now timestamptz) returns text language plpgsql security definer set search_path = public as $$
declare
  s form_submission;
  d diary;
  written text;
begin
  select * into s from form_submission where id = of_submission and office_id = any (scope_offices());
  if s.id is null or exists (select from form_outcome o where o.submission_id = s.id) then return null; end if;
  if of_hand_over is not null and not exists (select from hand_over h where h.id = of_hand_over
      and h.matter_id = s.matter_id) then return null; end if;
  select * into d from diary where authority_id = s.authority_id and board = of_board;
  if d.id is null or (d.pattern ~ '\{class\}' and of_class = '') then return null; end if;
  insert into diary_entry (diary_id, authority_id, year, serial, number, class, direction, dated_on, counterpart, subject,
      counterpart_withheld, subject_withheld, hand_over_id, registered_at, registered_by)
    values (d.id, d.authority_id, 0, 1, '', of_class, 'received', arrived, coalesce(s.applicant, ''), left(title, 300),
      true, false, of_hand_over, now, scope_actor())
    returning number into written;
  return written;
end $$;
revoke all on function register_application from public;
grant execute on function register_application to samtjanst_app;

grant select, insert on form_definition, form_version, form_submission, form_file, form_outcome to samtjanst_app;
grant update (office_id, ended_on) on form_definition to samtjanst_app;
grant update (matter_id) on form_submission to samtjanst_app;
grant select, insert, delete, update (definition_id, version, answers, language, saved_at) on form_draft to samtjanst_app;
grant select, insert, delete on form_draft_file to samtjanst_app;

alter table form_definition enable row level security;
create policy everybody_reads on form_definition for select using (true);
create policy its_authority_adds on form_definition for insert
  with check ((select scope_registers()) or authority_id = any ((select scope_authorities())::int[]));
create policy its_authority_changes on form_definition for update
  using ((select scope_registers()) or authority_id = any ((select scope_authorities())::int[]));
alter table form_version enable row level security;
create policy everybody_reads on form_version for select using (true);
create policy its_authority_adds on form_version for insert with check ((select scope_registers())
  or exists (select from form_definition d where d.id = definition_id and d.authority_id = any ((select scope_authorities())::int[])));
alter table form_draft enable row level security;
create policy who_has_the_code on form_draft using (secret_sha256 = (select scope_secret()));
alter table form_draft_file enable row level security;
create policy who_has_the_code on form_draft_file using (secret_sha256 = (select scope_secret()));
-- The office that has it, the authority whose matter it is, and who sent it; no other authority.
alter table form_submission enable row level security;
create policy office_authority_or_sender on form_submission for select using ((select scope_registers())
  or office_id = any ((select scope_offices())::int[]) or authority_id = any ((select scope_receiving())::int[])
  or secret_sha256 = (select scope_secret()));
create policy at_the_office on form_submission for insert
  with check ((select scope_registers()) or office_id = any ((select scope_offices())::int[]));
create policy taken_at_the_office on form_submission for update
  using ((select scope_registers()) or office_id = any ((select scope_offices())::int[]));
do $$
declare t text;
begin
  foreach t in array array['form_file', 'form_outcome'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy as_the_application on %I for select using (exists (select from form_submission s where s.id = submission_id))', t);
    execute format('create policy at_the_office on %I for insert with check ((select scope_registers())
      or office_id = any ((select scope_offices())::int[]))', t);
  end loop;
end $$;
