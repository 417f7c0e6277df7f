-- Up Migration
-- The supervising authority's desk: what it notes of what was sent to it (5 § förordningen (2019:214)), its report to the
-- Government, and the advice that it gives (6 §). Of the authorities' own it reads what was sent, and nothing else.

create table supervision_deviation (
  id integer generated always as identity primary key,
  about text not null check (about in ('copy', 'report', 'absence')),
  copy_agreement_id integer,
  copy_version integer,
  report_id integer,
  report_version integer,
  authority_ids integer[] not null check (cardinality(authority_ids) between 1 and 50),
  year integer not null check (year between 1994 and 2200),
  code text not null,
  subject text not null default '',
  provision text not null check (provision <> ''),
  what text not null check (what <> ''),
  origin text not null check (origin in ('automatic', 'own')),
  state text not null default 'suggested' check (state in ('suggested', 'confirmed', 'dismissed')),
  decided_at timestamptz,
  noted_at timestamptz not null,
  noted_by text not null,
  foreign key (copy_agreement_id, copy_version) references agreement_copy (agreement_id, version),
  foreign key (report_id, report_version) references annual_report_version (report_id, version),
  constraint a_deviation_is_about_one_thing check (case about
    when 'copy' then num_nonnulls(copy_agreement_id, copy_version) = 2 and num_nonnulls(report_id, report_version) = 0
    when 'report' then num_nonnulls(copy_agreement_id, copy_version) = 0 and num_nonnulls(report_id, report_version) = 2
    else num_nonnulls(copy_agreement_id, copy_version, report_id, report_version) = 0 end),
  constraint undecided_has_no_decision check ((state = 'suggested') = (decided_at is null))
);
comment on table supervision_deviation is 'What does not agree with the law in what was sent, or that nothing was: suggested by the rules or noted by a person, decided by a person. Its state follows from its events';
comment on column supervision_deviation.authority_ids is 'To whom it is addressed: they see it once it is confirmed';
create unique index a_rule_suggests_once_of_a_copy on supervision_deviation (copy_agreement_id, copy_version, code, subject)
  where about = 'copy' and origin = 'automatic';
create unique index a_rule_suggests_once_of_a_report on supervision_deviation (report_id, report_version, code, subject)
  where about = 'report' and origin = 'automatic';
create unique index an_absence_is_noted_once on supervision_deviation (authority_ids, year) where about = 'absence';
create index on supervision_deviation (state, noted_at desc);
create index on supervision_deviation using gin (authority_ids);

create table supervision_deviation_event (
  id bigint generated always as identity primary key,
  deviation_id integer not null references supervision_deviation,
  was text not null,
  state text not null check (state in ('suggested', 'confirmed', 'dismissed')),
  reason text not null default '',
  at timestamptz not null,
  actor text not null,
  constraint a_dismissal_has_its_reason check (state <> 'dismissed' or reason <> '')
);
create index on supervision_deviation_event (deviation_id, id);
comment on table supervision_deviation_event is 'What was decided of a deviation, by whom and why; appended to, never changed';

-- The state is written by nothing else; of two who decide at once the second is told.
create function a_deviation_follows_its_events() returns trigger language plpgsql security definer set search_path = public as $$
begin
  update supervision_deviation set state = new.state,
    decided_at = case when new.state = 'suggested' then null else new.at end
    where id = new.deviation_id and state = new.was;
  if not found then
    raise exception 'the deviation is decided already' using errcode = 'check_violation',
      constraint = 'a_deviation_follows_its_events';
  end if;
  return null;
end $$;
create trigger a_deviation_follows_its_events after insert on supervision_deviation_event
  for each row execute function a_deviation_follows_its_events();

create table supervision_item_check (
  id integer generated always as identity primary key,
  report_id integer not null,
  version integer not null,
  findings jsonb not null,
  at timestamptz not null,
  actor text not null,
  foreign key (report_id, version) references annual_report_version (report_id, version)
);
create index on supervision_item_check (report_id, version, id desc);
comment on table supervision_item_check is 'A report held against the list of what it must contain, item by item, as a person judged it; the newest counts';

create table government_report (
  year integer primary key check (year between 1994 and 2200),
  texts jsonb not null default '{}',
  revision integer not null default 1,
  opened_at timestamptz not null,
  opened_by text not null
);
comment on table government_report is 'The report to the Government of a year (5 § förordningen (2019:214)): the words being written';
create table government_report_version (
  year integer not null references government_report,
  version integer not null check (version > 0),
  content text not null,
  content_sha256 text not null check (content_sha256 = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
  template_sha256 text not null references report_template,
  pdf bytea not null,
  frozen_at timestamptz not null,
  frozen_by text not null,
  primary key (year, version)
);
comment on table government_report_version is 'A frozen report to the Government: its content as canonical JSON and its PDF, kept for good';

create table supervision_advice (
  id integer generated always as identity primary key,
  asked_by text not null check (asked_by <> ''),
  asked_on date not null,
  question text not null check (question <> ''),
  answer text not null check (answer <> ''),
  given_on date not null,
  provisions text[] not null default '{}',
  corrects integer unique references supervision_advice,
  recorded_at timestamptz not null,
  recorded_by text not null,
  constraint an_answer_follows_its_question check (given_on >= asked_on),
  constraint none_corrects_itself check (corrects <> id)
);
create index on supervision_advice (given_on desc, id desc);
comment on table supervision_advice is 'Advice and guidance that was given (6 § förordningen (2019:214)); a correction is a new entry';

grant select, insert on supervision_deviation, supervision_deviation_event, supervision_item_check, government_report,
  government_report_version, supervision_advice to samtjanst_app;
grant update (texts, revision) on government_report to samtjanst_app;

do $$
declare t text;
begin
  foreach t in array array['supervision_deviation', 'supervision_deviation_event', 'supervision_item_check',
    'government_report', 'government_report_version', 'supervision_advice'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy the_desk_reads on %I for select using ((select scope_supervision()))', t);
  end loop;
  execute 'create policy the_desk_writes on government_report for update using ((select scope_supervision()))';
end $$;
create policy the_desk_notes on supervision_deviation for insert with check ((select scope_supervision())
  and noted_by = (select scope_actor()) and state = 'suggested');
create policy the_desk_decides on supervision_deviation_event for insert with check ((select scope_supervision())
  and actor = (select scope_actor()));
create policy the_desk_checks on supervision_item_check for insert with check ((select scope_supervision())
  and actor = (select scope_actor()));
create policy the_desk_opens on government_report for insert with check ((select scope_supervision())
  and opened_by = (select scope_actor()));
create policy the_desk_freezes on government_report_version for insert with check ((select scope_supervision())
  and frozen_by = (select scope_actor()));
create policy the_desk_advises on supervision_advice for insert with check ((select scope_supervision())
  and recorded_by = (select scope_actor()));
create policy the_addressee_sees_what_is_confirmed on supervision_deviation for select
  using (state = 'confirmed' and authority_ids && (select scope_authorities())::int[]);

-- The parties of an agreement of which a copy was sent: whom a deviation is addressed to, also where nothing but the
-- sending is on record. Nothing of an agreement that was not sent.
create function sent_copy_parties(of_agreement integer) returns integer[] language sql stable security definer
set search_path = public as $$
  select coalesce(array_agg(p.authority_id order by p.authority_id), '{}') from agreement_party p
  where p.agreement_id = of_agreement and (select scope_supervision())
    and exists (select from agreement_copy c where c.agreement_id = of_agreement and c.state in ('sent', 'acknowledged'))
$$;
revoke all on function sent_copy_parties from public;
grant execute on function sent_copy_parties to samtjanst_app;

-- At the desk a copy gets its diary number, and stays what was sent.
create function the_desk_only_acknowledges() returns trigger language plpgsql set search_path = public as $$
begin
  if new.state <> 'acknowledged' or old.state = 'acknowledged'
    or (to_jsonb(new) - '{state,diary_number,acknowledged_on,acknowledged_by}'::text[])
      is distinct from (to_jsonb(old) - '{state,diary_number,acknowledged_on,acknowledged_by}'::text[]) then
    raise exception 'the desk acknowledges a copy, and changes nothing else of it' using errcode = 'check_violation',
      constraint = 'the_desk_only_acknowledges';
  end if;
  return new;
end $$;
create trigger the_desk_only_acknowledges before update on agreement_copy for each row
  when (scope_supervision() and not scope_registers() and not old.agreement_id = any (scope_own_agreements()))
  execute function the_desk_only_acknowledges();

-- The register of officers is everybody's who works with them. The desk does not: to it, alone, there are no officers.
do $$
declare t text;
begin
  foreach t in array array['officer', 'officer_history', 'user_officer'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy all_but_the_desk on %I for all using (not (select scope_supervision())
      or (select scope_registers()) or cardinality((select scope_authorities())::int[]) > 0
      or cardinality((select scope_offices())::int[]) > 0 or cardinality((select scope_managed_offices())::int[]) > 0)', t);
  end loop;
end $$;
