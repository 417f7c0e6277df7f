-- Up Migration
-- The desk asks its rules again, a diary number is one document's whoever enters it, where letters are posted is kept with
-- its source, drafts of the report to the Government stay, and to the desk other people's accounts are not there.

-- Each time the rules were asked of a document, and what they found: a suggestion points to the time that made it.
create table supervision_run (
  id integer generated always as identity primary key,
  about text not null check (about in ('copy', 'report', 'absence')),
  copy_agreement_id integer,
  copy_version integer,
  report_id integer,
  report_version integer,
  rules_version text not null check (rules_version <> ''),
  law_sha256 text not null check (law_sha256 ~ '^[0-9a-f]{64}$'),
  found jsonb not null check (jsonb_typeof(found) = 'array'),
  at timestamptz not null,
  actor text not null,
  foreign key (copy_agreement_id, copy_version) references agreement_copy (agreement_id, version),
  foreign key (report_id, report_version) references annual_report_version (report_id, version),
  constraint a_run_is_of_one_thing check (case about
    when 'copy' then num_nonnulls(copy_agreement_id, copy_version) = 2 and num_nonnulls(report_id, report_version) = 0
    when 'report' then num_nonnulls(copy_agreement_id, copy_version) = 0 and num_nonnulls(report_id, report_version) = 2
    else num_nonnulls(copy_agreement_id, copy_version, report_id, report_version) = 0 end)
);
create index on supervision_run (copy_agreement_id, copy_version, id desc) where about = 'copy';
create index on supervision_run (report_id, report_version, id desc) where about = 'report';
comment on table supervision_run is 'A time when the desk''s rules were asked of what was sent: the rules'' version, the law content by its SHA-256, and all that they found; appended to, never changed';
comment on column supervision_run.rules_version is 'supervision/rules/rules-version.ts, of the program that asked';

alter table supervision_deviation
  add column run_id integer references supervision_run,
  add column reading boolean not null default false;
comment on column supervision_deviation.run_id is 'The run whose rules suggested it; null for a person''s own, and for what was suggested before runs were kept';
comment on column supervision_deviation.reading is 'That the provision is read so by us, not said by it in so many words';

-- The same finding under another provision is another suggestion: the law content has been corrected since.
drop index a_rule_suggests_once_of_a_copy, a_rule_suggests_once_of_a_report;
create unique index a_rule_suggests_once_of_a_copy on supervision_deviation (copy_agreement_id, copy_version, code, subject,
  provision) where about = 'copy' and origin = 'automatic';
create unique index a_rule_suggests_once_of_a_report on supervision_deviation (report_id, report_version, code, subject,
  provision) where about = 'report' and origin = 'automatic';
create unique index a_missing_item_is_noted_once_by_a_person on supervision_deviation (report_id, report_version, subject)
  where about = 'report' and origin = 'own' and code = 'item-missing';

alter table supervision_run enable row level security;
create policy the_desk_reads on supervision_run for select using ((select scope_supervision()));
create policy the_desk_asks on supervision_run for insert with check ((select scope_supervision())
  and actor = (select scope_actor()));
grant select, insert on supervision_run to samtjanst_app;

-- What the report to the Government said each time that it was saved or made again.
create table government_report_draft (
  year integer not null references government_report,
  revision integer not null check (revision > 0),
  content text not null,
  made_at timestamptz not null,
  made_by text not null,
  primary key (year, revision)
);
comment on table government_report_draft is 'Each draft of a report to the Government as it stood: the words and the figures of that moment, as canonical JSON; appended to, never changed';
alter table government_report_draft enable row level security;
create policy the_desk_reads on government_report_draft for select using ((select scope_supervision()));
create policy the_desk_drafts on government_report_draft for insert with check ((select scope_supervision())
  and made_by = (select scope_actor()));
grant select, insert on government_report_draft to samtjanst_app;

-- Where letters are posted.
create table postal_address (
  id integer generated always as identity primary key,
  addressee text not null check (addressee in ('kammarkollegiet', 'government')),
  address text not null check (address <> ''),
  source text not null check (source <> ''),
  verified_on date not null,
  recorded_at timestamptz not null default clock_timestamp(),
  recorded_by text
);
create index on postal_address (addressee, id desc);
comment on table postal_address is 'Where letters are posted, with where the address was found and when somebody last held it against that; the newest counts, the older stay. Nothing is known of an addressee that has no row';
insert into postal_address (addressee, address, source, verified_on) values ('kammarkollegiet',
  E'Kammarkollegiet\nBox 2218\n103 15 Stockholm',
  'Kammarkollegiets webbsida om samtjänst vid medborgarkontor, uppdaterad 2023-06-15', '2026-11-21');
alter table postal_address enable row level security;
create policy everybody_reads on postal_address for select using (true);
create policy the_desk_keeps on postal_address for insert with check (((select scope_supervision())
  or (select scope_registers())) and recorded_by = (select scope_actor()));
grant select, insert on postal_address to samtjanst_app;

-- A diary number is one document's, in the whole diary: whoever enters it, and whatever they may see. One at a time.
create function a_diary_number_is_one_documents() returns trigger language plpgsql security definer set search_path = public as $$
declare
  agreement integer := case when tg_table_name = 'agreement_copy' then (to_jsonb(new) ->> 'agreement_id')::integer end;
  report integer := case when tg_table_name = 'annual_report_dispatch' then (to_jsonb(new) ->> 'report_id')::integer end;
begin
  perform pg_advisory_xact_lock(2019214);
  if exists (select from agreement_copy c where c.diary_number = new.diary_number
      and (c.agreement_id, c.version) is distinct from (agreement, new.version))
    or exists (select from annual_report_dispatch d where d.diary_number = new.diary_number
      and (d.report_id, d.version) is distinct from (report, new.version)) then
    raise exception 'the diary number is another document''s' using errcode = 'check_violation',
      constraint = 'a_diary_number_is_one_documents';
  end if;
  return new;
end $$;
create trigger a_diary_number_is_one_documents before update of diary_number on agreement_copy for each row
  when (new.diary_number is not null and new.diary_number is distinct from old.diary_number)
  execute function a_diary_number_is_one_documents();
create trigger a_diary_number_is_one_documents before update of diary_number on annual_report_dispatch for each row
  when (new.diary_number is not null and new.diary_number is distinct from old.diary_number)
  execute function a_diary_number_is_one_documents();
create index on agreement_copy (diary_number) where diary_number is not null;
create index on annual_report_dispatch (diary_number) where diary_number is not null;
create trigger a_new_diary_number_is_one_documents before insert on agreement_copy for each row
  when (new.diary_number is not null) execute function a_diary_number_is_one_documents();
create trigger a_new_diary_number_is_one_documents before insert on annual_report_dispatch for each row
  when (new.diary_number is not null) execute function a_diary_number_is_one_documents();

-- To the desk, alone, there are no accounts but its own: neither officers' nor anybody else's, and nobody's sessions.
create function scope_desk_alone() returns boolean language sql stable parallel safe
return scope_supervision() and not scope_registers() and cardinality(scope_authorities()) = 0
  and cardinality(scope_offices()) = 0 and cardinality(scope_managed_offices()) = 0;
comment on function scope_desk_alone is 'Whether the transaction works for the supervising authority and for nobody else';
do $$
declare t text;
begin
  foreach t in array array['account_session', 'account_credential', 'account_verification', 'account_rate_limit'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy all_but_the_desk on %I for all using (not (select scope_desk_alone()))', t);
  end loop;
end $$;
alter table role_assignment enable row level security;
create policy all_but_the_desk on role_assignment for all using (not (select scope_desk_alone()) or role = 'supervisor');
alter table account_user enable row level security;
create policy all_but_the_desk on account_user for all using (not (select scope_desk_alone())
  or exists (select from role_assignment r where r.user_id = account_user.id and r.role = 'supervisor'));
