-- Up Migration
-- The annual report's way: written, reviewed by a second person, frozen, sent, received, supplemented. What happened is
-- followed by more events and never changed; the state is derived from them.

alter table annual_report add unique (id, authority_id, year);

create table report_event (
  id bigint generated always as identity primary key,
  report_id integer not null,
  authority_id integer not null,
  year integer not null,
  kind text not null check (kind in ('opened', 'saved', 'submitted', 'returned', 'reviewed', 'frozen', 'offices-asked',
    'answer-taken', 'sent', 'received')),
  content_sha256 text,
  version integer,
  note text not null default '',
  at timestamptz not null default clock_timestamp(),
  actor text not null,
  foreign key (report_id, authority_id, year) references annual_report (id, authority_id, year),
  constraint a_review_is_of_a_content check (kind not in ('submitted', 'reviewed', 'returned') or content_sha256 is not null),
  constraint what_is_returned_has_its_reason check (kind <> 'returned' or note <> '')
);
comment on table report_event is 'What happened to an annual report, in order; appended to, never changed';
comment on column report_event.content_sha256 is 'SHA-256 of the canonical content that was submitted, reviewed or frozen: a review holds for that content alone';
create index on report_event (report_id, id);

-- The database's own word on the second person: who wrote or handed over what is reviewed does not review it.
create function a_review_is_by_a_second_person() returns trigger language plpgsql as $$
begin
  if exists (select from report_event w where w.report_id = new.report_id and w.actor = new.actor
    and w.kind in ('saved', 'submitted', 'answer-taken')
    and w.id > coalesce((select max(f.id) from report_event f where f.report_id = new.report_id and f.kind = 'frozen'), 0))
  then
    raise exception 'a report is reviewed by somebody who did not write it' using errcode = 'check_violation',
      constraint = 'a_review_is_by_a_second_person';
  end if;
  return new;
end $$;
create trigger a_review_is_by_a_second_person before insert on report_event for each row
  when (new.kind in ('reviewed', 'returned')) execute function a_review_is_by_a_second_person();

alter table annual_report_version add column review_id bigint references report_event;
alter table annual_report_version add column supplements integer;
alter table annual_report_version add column supplement_note text not null default '';
alter table annual_report_version add constraint a_supplement_says_what
  check ((supplements is null) = (supplement_note = '') and supplements < version);
comment on column annual_report_version.review_id is 'The review that it was frozen on; null for what was frozen before reviews were kept';
create function a_version_rests_on_a_review() returns trigger language plpgsql as $$
begin
  if not exists (select from report_event e where e.id = new.review_id and e.report_id = new.report_id and e.kind = 'reviewed')
  then
    raise exception 'the report is not reviewed' using errcode = 'check_violation', constraint = 'a_version_rests_on_a_review';
  end if;
  return new;
end $$;
create trigger a_version_rests_on_a_review after insert on annual_report_version for each row
  execute function a_version_rests_on_a_review();

create table annual_report_dispatch (
  report_id integer not null,
  version integer not null,
  authority_id integer not null,
  year integer not null,
  how text not null check (how in ('mail', 'letter')),
  mail_id uuid references outgoing_mail,
  recipient text not null,
  sent_on date not null,
  sent_by text not null,
  diary_number text,
  received_on date,
  received_by text,
  primary key (report_id, version, how),
  foreign key (report_id, version) references annual_report_version,
  foreign key (report_id, authority_id, year) references annual_report (id, authority_id, year),
  constraint a_mail_is_in_the_outbox check ((how = 'mail') = (mail_id is not null)),
  constraint received_has_its_day_and_witness check (num_nulls(diary_number, received_on, received_by) in (0, 3)),
  constraint received_after_it_was_sent check (received_on >= sent_on)
);
comment on table annual_report_dispatch is 'A version handed over to its recipient, once by mail and once by letter at most, and the recipient''s diary number. From here on the supervising authority sees the version';

-- What offices are asked and answer, each about its own part.
create table report_office_request (
  id integer generated always as identity primary key,
  report_id integer not null,
  authority_id integer not null,
  year integer not null,
  office_id integer not null references office,
  part jsonb not null,
  asked_at timestamptz not null,
  asked_by text not null,
  foreign key (report_id, authority_id, year) references annual_report (id, authority_id, year),
  unique (id, report_id, authority_id, office_id)
);
create index on report_office_request (report_id, office_id, id desc);
create index on report_office_request (office_id);
comment on table report_office_request is 'An office asked about its part of an authority''s report; the newest of an office counts';
comment on column report_office_request.part is 'What the registers said of the office when it was asked: its own part of the report and nothing else of it';
create table report_office_answer (
  id integer generated always as identity primary key,
  request_id integer not null,
  report_id integer not null,
  authority_id integer not null,
  office_id integer not null,
  answer jsonb not null,
  answered_at timestamptz not null,
  answered_by text not null,
  foreign key (request_id, report_id, authority_id, office_id)
    references report_office_request (id, report_id, authority_id, office_id),
  unique (id, report_id, office_id)
);
create index on report_office_answer (report_id, office_id, id desc);
comment on table report_office_answer is 'What the office''s manager answered; answered again is a new row, the newest counts';
create table report_answer_taken (
  id integer generated always as identity primary key,
  answer_id integer not null,
  report_id integer not null references annual_report,
  office_id integer not null,
  taken_at timestamptz not null,
  taken_by text not null,
  foreign key (answer_id, report_id, office_id) references report_office_answer (id, report_id, office_id)
);
create index on report_answer_taken (report_id, office_id, id desc);
comment on table report_answer_taken is 'An answer that the author has taken into the report; the newest of an office counts';

grant select, insert on report_event, annual_report_dispatch, report_office_request, report_office_answer,
  report_answer_taken to samtjanst_app;
grant update (diary_number, received_on, received_by) on annual_report_dispatch to samtjanst_app;

alter table annual_report_dispatch enable row level security;
create policy own_or_sent_reads on annual_report_dispatch for select
  using (authority_id = any ((select scope_authorities())::int[]) or (select scope_supervision()));
create policy own_sends on annual_report_dispatch for insert
  with check (authority_id = any ((select scope_authorities())::int[]) and sent_by = (select scope_actor()));
create policy own_or_desk_receives on annual_report_dispatch for update
  using (authority_id = any ((select scope_authorities())::int[]) or (select scope_supervision()))
  with check (received_by = (select scope_actor()));
create policy sent_to_the_desk on annual_report_version for select using ((select scope_supervision())
  and exists (select from annual_report_dispatch d where d.report_id = annual_report_version.report_id
    and d.version = annual_report_version.version));

alter table report_event enable row level security;
create policy own_authority_reads on report_event for select
  using (authority_id = any ((select scope_authorities())::int[])
    or ((select scope_supervision()) and kind in ('sent', 'received')));
create policy own_authority_adds on report_event for insert with check (actor = (select scope_actor())
  and (authority_id = any ((select scope_authorities())::int[]) or ((select scope_supervision()) and kind = 'received'
    and exists (select from annual_report_dispatch d where d.report_id = report_event.report_id))));

alter table report_office_request enable row level security;
create policy own_authority_or_office on report_office_request for select
  using (authority_id = any ((select scope_authorities())::int[])
    or office_id = any ((select scope_managed_offices())::int[]));
create policy own_authority_asks on report_office_request for insert
  with check (authority_id = any ((select scope_authorities())::int[]) and asked_by = (select scope_actor()));
alter table report_office_answer enable row level security;
create policy own_authority_or_office on report_office_answer for select
  using (authority_id = any ((select scope_authorities())::int[])
    or office_id = any ((select scope_managed_offices())::int[]));
create policy the_office_answers on report_office_answer for insert
  with check (office_id = any ((select scope_managed_offices())::int[]) and answered_by = (select scope_actor()));
alter table report_answer_taken enable row level security;
create policy as_the_report on report_answer_taken for select
  using (exists (select from annual_report r where r.id = report_id)
    or office_id = any ((select scope_managed_offices())::int[]));
create policy own_authority_takes on report_answer_taken for insert
  with check (exists (select from annual_report r where r.id = report_id) and taken_by = (select scope_actor()));

-- Who owes a report, for the supervising authority, the reminders and the authority itself. Row-level security hides the
-- agreements and drafts of others; these tell no more than the duty is read from, and of a report nothing before it was sent.
create function report_duty_facts() returns table (agreement_id integer, diary_number text, regime_id text, signed_on date,
  government_directed boolean, approved_on date, approval_revoked_on date, term_ends_on date, version integer,
  valid daterange, parties integer[])
language sql stable security definer set search_path = public as $$
  select a.id, a.diary_number, a.regime_id, a.signed_on, a.government_directed, a.approved_on, a.approval_revoked_on,
    a.term_ends_on, v.version, v.valid, p.parties
  from agreement a join agreement_version v on v.agreement_id = a.id
    cross join lateral (select array_agg(x.authority_id order by x.authority_id) as parties
      from agreement_party x where x.agreement_id = a.id) p
  where scope_supervision() or scope_registers() or p.parties && scope_authorities()
  order by a.signed_on, a.diary_number, v.valid
$$;
comment on function report_duty_facts is 'What the duty to report is read from (R9): to the supervising authority and the registers'' keeper of all agreements, to an authority of its own';

create function report_dispatches(of_year integer) returns table (authority_id integer, report_id integer, version integer,
  how text, sent_on date, received_on date, diary_number text, supplements integer)
language sql stable security definer set search_path = public as $$
  select d.authority_id, d.report_id, d.version, d.how, d.sent_on, d.received_on, d.diary_number, v.supplements
  from annual_report_dispatch d join annual_report_version v using (report_id, version)
  where d.year = of_year
    and (scope_supervision() or scope_registers() or d.authority_id = any (scope_authorities()))
  order by d.authority_id, d.version, d.sent_on
$$;
comment on function report_dispatches is 'The reports of a year that were sent, and received: to the supervising authority, the reminders, and an authority of its own';
revoke all on function report_duty_facts, report_dispatches from public;
grant execute on function report_duty_facts, report_dispatches to samtjanst_app;
