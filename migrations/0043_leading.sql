-- Up Migration
-- Leading the queue of an office: what its manager sets and does, calls for help, tickets that move to another office.

-- A need gets other numbers on a day on which none of its letter has been given (queue/commands/needs.server.ts).
grant update (prefix, range_from, range_to) on queue_need to samtjanst_app;

alter table queue_office add column closed_early_exception integer references office_hours_exception;
comment on column queue_office.closed_early_exception is 'The exception of today''s hours that closing early made: withdrawn when the office opens again';
grant update (closed_early_exception) on queue_office to samtjanst_app;

alter table desk_alarm add column ended_by text references account_user;
alter table desk_alarm add column incident_at timestamptz;
alter table desk_alarm add constraint an_end_has_its_author check ((ended_at is null) = (ended_by is null));
alter table desk_alarm add constraint an_incident_has_its_time check ((incident is null) = (incident_at is null));
grant update (ended_by, incident_at) on desk_alarm to samtjanst_app;
create index on desk_alarm (office_id, raised_at desc);
create unique index an_officer_calls_for_help_once on desk_alarm (raised_by) where ended_at is null;

create index on ticket (moved_from) where moved_from is not null;
-- Where a ticket went on, for the visitor who has the old one: the new stands at an office that nobody has shown them yet.
create function ticket_moved_to(ticket_id uuid) returns table (id uuid, office_id int, office text, label text)
language sql stable security definer set search_path = public
begin atomic
  select t.id, t.office_id, f.name, trim(t.prefix || ' ' || t.number) from ticket t join office f on f.id = t.office_id
    where t.moved_from = ticket_id;
end;

-- What an undo goes back to has also how the visitor needs to be met.
create or replace function ticket_step_is_an_event() returns trigger language plpgsql security definer set search_path = public as $$
declare e queue_event;
begin
  e.office_id = new.office_id; e.at = new.step_at; e.kind = new.step_kind; e.ticket_id = new.id; e.state = new.state;
  e.need_id = new.need_id; e.session_id = new.session_id; e.desk_id = new.desk_id; e.officer_id = new.officer_id;
  e.actor = new.step_actor; e.role = new.step_role; e.key = new.step_key; e.about = new.step_about; e.details = new.step_details;
  e.after = jsonb_build_object('state', new.state, 'stateAt', new.state_at, 'needId', new.need_id, 'joinedAt', new.joined_at,
    'priority', new.priority, 'priorityReason', new.priority_reason, 'sessionId', new.session_id, 'deskId', new.desk_id,
    'officerId', new.officer_id, 'oneAtATime', new.one_at_a_time, 'forDeskId', new.for_desk_id,
    'forOfficerId', new.for_officer_id, 'note', new.note, 'language', new.language, 'languageRight', new.language_right,
    'interpreter', new.interpreter, 'signLanguage', new.sign_language, 'stepFree', new.step_free, 'calm', new.calm);
  perform write_queue_event(e);
  return null;
end $$;

-- Who manages an office reads what has been done with its queue.
create policy its_manager_reads_of_the_queue on event for select using (office_id = any ((select scope_managed_offices())::int[])
  and subject in ('queue', 'queue-need', 'desk-session', 'desk-alarm', 'ticket'));
create index on event (office_id, id desc) where subject in ('queue', 'queue-need', 'desk-session', 'desk-alarm', 'ticket');
