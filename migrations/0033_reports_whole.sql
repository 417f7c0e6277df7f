-- Up Migration
-- The annual report's way whole, and a request about access once.

-- A submission that its author takes back.
alter table report_event drop constraint report_event_kind_check;
alter table report_event add constraint report_event_kind_check check (kind in ('opened', 'saved', 'submitted', 'withdrawn',
  'returned', 'reviewed', 'frozen', 'offices-asked', 'answer-taken', 'sent', 'received'));
alter table report_event drop constraint a_review_is_of_a_content;
alter table report_event add constraint a_review_is_of_a_content
  check (kind not in ('submitted', 'withdrawn', 'reviewed', 'returned') or content_sha256 is not null);

-- A version whose mail was refused or bounced has not been sent: it keeps no date, and its reminders go on.
create or replace function report_dispatches(of_year integer) returns table (authority_id integer, report_id integer,
  version integer, how text, sent_on date, received_on date, diary_number text, supplements integer)
language sql stable security definer set search_path = public as $$
  select d.authority_id, d.report_id, d.version, d.how, d.sent_on, d.received_on, d.diary_number, v.supplements
  from annual_report_dispatch d join annual_report_version v using (report_id, version)
    left join outgoing_mail m on m.id = d.mail_id
  where d.year = of_year and (m.state is null or m.state not in ('failed', 'cancelled') or d.received_on is not null)
    and (scope_supervision() or scope_registers() or d.authority_id = any (scope_authorities()))
  order by d.authority_id, d.version, d.sent_on
$$;

-- One request for one change between two lists: a double click, or two coordinators at once, is one.
alter table access_request add column after_list uuid references access_list;
alter table access_request add column again integer not null default 0;
update access_request q set after_list = (select l.id from access_list l
  where l.system_id = q.system_id and l.recorded_at < q.recorded_at order by l.recorded_at desc limit 1);
update access_request q set again = x.before from (select id, row_number() over (
    partition by system_id, officer_code, kind, after_list order by id) - 1 as before from access_request) x
  where x.id = q.id and x.before > 0;
comment on column access_request.after_list is 'The newest list when it was asked for; null before the first. The next list answers it';
comment on column access_request.again is 'How many times it had been asked for already; more than 0 only in rows from before one was enough';
create unique index asked_for_once on access_request (system_id, officer_code, kind, after_list, again) nulls not distinct
  where kind in ('remove', 'grant');
revoke insert on access_request from samtjanst_app;
grant insert (system_id, officer_code, kind, note, requested_on, requested_by, after_list) on access_request to samtjanst_app;
