-- Up Migration
-- The queue of an office. A ticket is where a visitor is now; every step of it is an event that the database itself writes
-- and numbers, so that there is no step without its event and no event without its step.
-- All steps at an office are taken one at a time: each locks the office's row in queue_office. That is what makes it
-- impossible to call a visitor twice or to issue a number twice, whatever asks.

create table queue_office (
  office_id integer primary key references office,
  day date not null,
  seq bigint not null default 0,
  keep_overnight boolean not null default false,
  return_within_minutes integer not null default 15 check (return_within_minutes between 0 and 120),
  tickets_a_minute integer not null default 12 check (tickets_a_minute between 1 and 120),
  closed_early_at timestamptz,
  closed_early_reason text check (length(closed_early_reason) between 3 and 300)
);
comment on table queue_office is 'An office that has a queue; its row is the lock of every step, seq the number of the last event';
comment on column queue_office.day is 'The Swedish day that the queue is on; the first step of a new day ends the day before';
comment on column queue_office.tickets_a_minute is 'The most that one device may issue: a vandal at a kiosk, not a rush';

create table queue_need (
  id integer generated always as identity primary key,
  office_id integer not null references queue_office,
  names jsonb not null,
  sign text not null default '' check (length(sign) <= 40),
  prefix text not null check (prefix ~ '^[A-ZÅÄÖ]{0,2}$'),
  range_from integer not null check (range_from >= 1),
  range_to integer not null check (range_to <= 9999),
  position integer not null,
  usual_minutes integer not null default 10 check (usual_minutes between 1 and 240),
  wait_limit_minutes integer not null default 20 check (wait_limit_minutes between 1 and 240),
  paused_at timestamptz,
  ended_at timestamptz,
  recorded_at timestamptz not null,
  unique (id, office_id),
  constraint a_need_has_a_swedish_and_an_english_name check (names ->> 'sv' <> '' and names ->> 'en' <> ''),
  constraint a_range_has_numbers check (range_from <= range_to),
  constraint ranges_of_a_prefix_do_not_overlap
    exclude using gist (office_id with =, prefix with =, int4range(range_from, range_to, '[]') with &&) where (ended_at is null)
);
comment on table queue_need is 'What visitors choose among at an office: a button of the kiosk, a prefix on the ticket';
comment on column queue_need.names is 'By language: sv, en, and any of fi, se, ar, so';
comment on column queue_need.usual_minutes is 'How long serving takes until there is a history to go by';

create table queue_need_task (
  need_id integer not null references queue_need,
  task_id integer not null references task,
  principal_id integer not null references authority,
  level text not null check (level in ('guidance', 'e-service', 'personal-data', 'authority')),
  primary key (need_id, task_id, principal_id)
);
comment on table queue_need_task is 'What whoever calls a visitor with this need must be allowed to do. None: showing the way is enough';

create table desk (
  id integer generated always as identity primary key,
  office_id integer not null references queue_office,
  name text not null check (length(name) between 1 and 20),
  kind text not null check (kind in ('desk', 'floor', 'remote')),
  step_free boolean not null default false,
  calm boolean not null default false,
  link text check (link ~ '^https://'),
  ended_at timestamptz,
  recorded_at timestamptz not null,
  unique (id, office_id)
);
comment on table desk is 'Where visitors are met: a desk, the floor with its workstations (several visitors at once), or by video or telephone';
create unique index a_name_once_in_an_office on desk (office_id, name) where ended_at is null;

create table desk_session (
  id integer generated always as identity primary key,
  office_id integer not null,
  desk_id integer not null,
  officer_id integer not null references officer,
  state text not null check (state in ('open', 'break', 'back-office')),
  state_at timestamptz not null,
  needs integer[] not null default '{}',
  languages text[] not null default '{}',
  may_serve integer[] not null default '{}',
  on_floor boolean not null,
  opened_at timestamptz not null,
  closed_at timestamptz,
  beat_at timestamptz,
  share uuid[] not null default '{}',
  foreign key (desk_id, office_id) references desk (id, office_id),
  unique (id, office_id)
);
comment on table desk_session is 'An officer at a desk, from when it is opened until it is closed';
comment on column desk_session.needs is 'Only these needs; none: all that the officer may serve';
comment on column desk_session.may_serve is 'The needs that the law let the officer serve when this desk last asked: for the others to see, never to act on';
comment on column desk_session.share is 'What this desk may call by itself if its line goes down (docs/adr/0012)';
create unique index an_officer_sits_at_one_desk on desk_session (officer_id) where closed_at is null;
create unique index a_desk_has_one_officer on desk_session (desk_id) where closed_at is null and not on_floor;
create index on desk_session (office_id) where closed_at is null;

create table ticket (
  id uuid primary key default uuidv7(),
  ordinal bigint generated always as identity,
  office_id integer not null references queue_office,
  day date not null,
  need_id integer not null,
  prefix text not null,
  number integer not null,
  source text not null check (source in ('kiosk', 'reception', 'phone', 'offline', 'moved')),
  device_id integer,
  issued_at timestamptz not null,
  -- Where in the line: when the visitor came, also after having been sent on.
  joined_at timestamptz not null,
  secret_hash text not null unique,
  state text not null check (state in ('waiting', 'called', 'serving', 'held', 'missed', 'finished', 'left')),
  state_at timestamptz not null,
  priority integer not null default 0 check (priority between 0 and 3),
  priority_reason text check (length(priority_reason) between 2 and 200),
  language text check (language ~ '^[a-z]{2,3}$'),
  language_right boolean not null default false,
  interpreter boolean not null default false,
  sign_language boolean not null default false,
  step_free boolean not null default false,
  calm boolean not null default false,
  protected boolean not null default false,
  session_id integer,
  desk_id integer,
  officer_id integer references officer,
  one_at_a_time boolean not null default true,
  for_desk_id integer,
  for_officer_id integer references officer,
  note text check (length(note) between 1 and 300),
  estimate_low integer,
  estimate_high integer,
  moved_from uuid references ticket,
  -- The step that made the row as it is; the trigger below makes it an event.
  step_kind text not null,
  step_at timestamptz not null,
  step_actor text not null,
  step_role text not null check (step_role in ('officer', 'office-manager', 'device', 'visitor', 'system')),
  step_key uuid,
  step_about bigint,
  step_details jsonb not null default '{}',
  foreign key (need_id, office_id) references queue_need (id, office_id),
  foreign key (device_id, office_id) references device (id, office_id),
  foreign key (desk_id, office_id) references desk (id, office_id),
  foreign key (for_desk_id, office_id) references desk (id, office_id),
  foreign key (session_id, office_id) references desk_session (id, office_id),
  constraint a_number_once_a_day unique (office_id, day, prefix, number),
  constraint priority_has_its_reason check ((priority = 0) = (priority_reason is null)),
  constraint who_is_served_is_served_by_somebody
    check (state not in ('called', 'serving', 'held') or (session_id is not null and desk_id is not null and officer_id is not null)),
  constraint a_protected_visitor_is_a_number_and_nothing_else check (not protected or (language is null and note is null
    and priority_reason is null and not language_right and not interpreter and not sign_language and not step_free and not calm)),
  constraint an_estimate_is_a_range check ((estimate_low is null) = (estimate_high is null) and estimate_low <= estimate_high)
);
comment on table ticket is 'A visitor in the queue: a number, what they need and how they need to be met. Nothing about who they are';
comment on column ticket.ordinal is 'Who came first, when two came at the same moment';
comment on column ticket.estimate_low is 'What the visitor was told at issue, seconds; with estimate_high a range';
create unique index a_desk_serves_one_at_a_time on ticket (session_id) where state in ('called', 'serving') and one_at_a_time;
create index ticket_in_line on ticket (office_id) where state in ('waiting', 'called', 'serving', 'held', 'missed');
create index on ticket (office_id, day);

create table queue_event (
  office_id integer not null references queue_office,
  seq bigint not null,
  at timestamptz not null,
  kind text not null,
  ticket_id uuid references ticket,
  state text,
  need_id integer,
  session_id integer,
  desk_id integer,
  officer_id integer references officer,
  actor text not null,
  role text not null,
  key uuid,
  about bigint,
  details jsonb not null,
  after jsonb,
  primary key (office_id, seq)
);
comment on table queue_event is 'Every step of every ticket and desk, numbered within the office in the order in which they were taken';
comment on column queue_event.key is 'Given by who asked: the same request sent again finds what it has done';
comment on column queue_event.about is 'The event that this one undoes, or whose phase it says was not real';
comment on column queue_event.after is 'The ticket after the step: what an undo goes back to';
create unique index a_request_is_done_once on queue_event (office_id, key) where key is not null;
create index on queue_event (ticket_id, seq);
create index on queue_event (office_id, at);

create table queue_number (
  office_id integer not null references queue_office,
  day date not null,
  prefix text not null,
  run_from integer not null,
  next integer not null,
  primary key (office_id, day, prefix, run_from)
);
comment on table queue_number is 'The next number of each run of a day: a need''s range, and what follows when ranges are used up';

create table queue_block (
  id integer generated always as identity primary key,
  office_id integer not null references queue_office,
  device_id integer not null,
  need_id integer not null,
  day date not null,
  prefix text not null,
  numbers int4range not null,
  reserved_at timestamptz not null,
  foreign key (device_id, office_id) references device (id, office_id),
  foreign key (need_id, office_id) references queue_need (id, office_id),
  constraint a_number_is_reserved_once exclude using gist (office_id with =, day with =, prefix with =, numbers with &&)
);
comment on table queue_block is 'Numbers that only one device may issue, for when its line is down; what it does not use is not used';

create table ticket_visit (
  ticket_id uuid not null references ticket,
  visit_id uuid primary key references visit,
  office_id integer not null references queue_office
);
comment on table ticket_visit is 'The visits of a ticket: one, or more when serving it was ended and begun again';
create index on ticket_visit (ticket_id);

create table desk_alarm (
  id integer generated always as identity primary key,
  office_id integer not null references queue_office,
  desk_id integer,
  raised_by integer not null references officer,
  raised_at timestamptz not null,
  acknowledged_by integer references officer,
  acknowledged_at timestamptz,
  ended_at timestamptz,
  incident text check (length(incident) between 3 and 2000),
  incident_by integer references officer,
  foreign key (desk_id, office_id) references desk (id, office_id),
  constraint acknowledged_by_somebody check ((acknowledged_by is null) = (acknowledged_at is null)),
  constraint an_incident_has_its_author check ((incident is null) = (incident_by is null))
);
comment on table desk_alarm is 'A silent call for help from a desk, who came, and what is noted afterwards. Nothing about the visitor';
create index on desk_alarm (office_id) where ended_at is null;

-- The steps that a ticket can take (queue/rules/steps.ts has the same, by kind of step). Undoing goes back to what was.
create function ticket_steps_as_it_may() returns trigger language plpgsql set search_path = public as $$
begin
  new.step_at = greatest(new.step_at, old.step_at);
  if new.office_id <> old.office_id or new.day <> old.day or new.prefix <> old.prefix or new.number <> old.number
    or new.issued_at <> old.issued_at then
    raise exception 'a ticket keeps its number' using errcode = 'check_violation', constraint = 'a_ticket_keeps_its_number';
  end if;
  if new.state <> old.state and new.step_kind <> 'undone' and not (old.state, new.state) in (
    ('waiting', 'called'), ('waiting', 'left'), ('waiting', 'missed'),
    ('called', 'serving'), ('called', 'missed'), ('called', 'waiting'), ('called', 'left'),
    ('serving', 'held'), ('serving', 'finished'), ('serving', 'waiting'), ('serving', 'left'),
    ('held', 'serving'), ('held', 'finished'), ('held', 'waiting'), ('held', 'left'),
    ('missed', 'waiting'), ('missed', 'left')) then
    raise exception 'from % to %', old.state, new.state using errcode = 'check_violation', constraint = 'ticket_steps_as_it_may';
  end if;
  if new.state <> old.state then new.state_at = new.step_at; end if;
  return new;
end $$;
create trigger ticket_steps_as_it_may before update on ticket for each row execute function ticket_steps_as_it_may();

-- As the owner: the application cannot write events, only take steps.
create function write_queue_event(e queue_event) returns bigint language plpgsql security definer set search_path = public as $$
declare number bigint;
begin
  update queue_office set seq = seq + 1 where office_id = e.office_id returning seq into number;
  e.seq = number;
  insert into queue_event select (e).*;
  perform pg_notify('queue', e.office_id || ' ' || number);
  return number;
end $$;
revoke execute on function write_queue_event from public;

create function ticket_step_is_an_event() returns trigger language plpgsql security definer set search_path = public as $$
declare e queue_event;
begin
  e.office_id = new.office_id; e.at = new.step_at; e.kind = new.step_kind; e.ticket_id = new.id; e.state = new.state;
  e.need_id = new.need_id; e.session_id = new.session_id; e.desk_id = new.desk_id; e.officer_id = new.officer_id;
  e.actor = new.step_actor; e.role = new.step_role; e.key = new.step_key; e.about = new.step_about; e.details = new.step_details;
  e.after = jsonb_build_object('state', new.state, 'stateAt', new.state_at, 'needId', new.need_id, 'joinedAt', new.joined_at,
    'priority', new.priority, 'priorityReason', new.priority_reason, 'sessionId', new.session_id, 'deskId', new.desk_id,
    'officerId', new.officer_id, 'oneAtATime', new.one_at_a_time, 'forDeskId', new.for_desk_id,
    'forOfficerId', new.for_officer_id, 'note', new.note);
  perform write_queue_event(e);
  return null;
end $$;
create trigger ticket_step_is_an_event after insert or update on ticket for each row execute function ticket_step_is_an_event();

-- What happens at an office and is no ticket's: a desk is opened, a need paused, the office closed early, an alarm.
create function queue_tell(office int, kind text, at timestamptz, actor text, role text, session int, desk int, officer int,
  key uuid, details jsonb) returns bigint language plpgsql security definer set search_path = public as $$
declare e queue_event;
begin
  if not (office = any (scope_queue_offices()) or scope_registers()) then
    raise exception 'another office' using errcode = 'insufficient_privilege';
  end if;
  e.office_id = office; e.at = at; e.kind = kind; e.actor = actor; e.role = role; e.session_id = session; e.desk_id = desk;
  e.officer_id = officer; e.key = key; e.details = details;
  return write_queue_event(e);
end $$;

-- Phases: from one change of state to the next, without what was undone. Time is what the events say.
create view ticket_phase with (security_invoker = true) as
with standing as (
  select e.* from queue_event e
  where e.ticket_id is not null and e.kind not in ('undone', 'time-not-real')
    and not exists (select from queue_event u where u.office_id = e.office_id and u.ticket_id = e.ticket_id and u.about = e.seq
      and u.kind = 'undone')
), changes as (
  select s.*, lag(state) over of_ticket as before from standing s window of_ticket as (partition by ticket_id order by seq)
), phases as (
  select c.*, lead(at) over of_ticket as ended_at, lead(kind) over of_ticket as ended_by
  from changes c where state is distinct from before window of_ticket as (partition by ticket_id order by seq)
)
select office_id, ticket_id, seq, case state when 'called' then 'walking' else state end as phase, need_id, desk_id, officer_id,
  at as started_at, ended_at, ended_by,
  not exists (select from queue_event u where u.office_id = p.office_id and u.ticket_id = p.ticket_id and u.about = p.seq
    and u.kind = 'time-not-real') as is_real
from phases p where state in ('waiting', 'called', 'serving', 'held', 'missed');
comment on view ticket_phase is 'Waiting, walking, serving, held, missed: when each began and ended, and whether its time is real';

-- The ticket of a visitor's own secret. As the owner, because nobody is known yet.
create function ticket_of_secret(hash text) returns table (id uuid, office_id int)
language sql stable security definer set search_path = public
begin atomic
  select t.id, t.office_id from ticket t where t.secret_hash = hash;
end;

do $$
declare t text;
begin
  foreach t in array array['queue_office', 'queue_need', 'desk', 'desk_session', 'ticket', 'queue_event', 'queue_number',
    'queue_block', 'ticket_visit', 'desk_alarm'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy of_the_office on %I using (office_id = any ((select scope_queue_offices())::int[])
      or (select scope_registers()))', t);
  end loop;
end $$;
alter table queue_need_task enable row level security;
create policy of_the_office on queue_need_task using (need_id in (select id from queue_need));

grant select on queue_office, queue_need, queue_need_task, desk, desk_session, ticket, queue_event, queue_number, queue_block,
  ticket_visit, desk_alarm, ticket_phase to samtjanst_app;
grant insert on queue_office, queue_need, queue_need_task, desk, desk_session, ticket, queue_number, queue_block,
  ticket_visit, desk_alarm to samtjanst_app;
grant update (day, keep_overnight, return_within_minutes, tickets_a_minute, closed_early_at, closed_early_reason)
  on queue_office to samtjanst_app;
grant update (names, sign, position, usual_minutes, wait_limit_minutes, paused_at, ended_at) on queue_need to samtjanst_app;
grant delete on queue_need_task to samtjanst_app;
grant update (name, step_free, calm, link, ended_at) on desk to samtjanst_app;
grant update (state, state_at, needs, languages, may_serve, closed_at, beat_at, share) on desk_session to samtjanst_app;
grant update (need_id, joined_at, state, priority, priority_reason, language, language_right, interpreter, sign_language,
  step_free, calm, protected, session_id, desk_id, officer_id, one_at_a_time, for_desk_id, for_officer_id, note,
  step_kind, step_at, step_actor, step_role, step_key, step_about, step_details) on ticket to samtjanst_app;
grant update (next) on queue_number to samtjanst_app;
grant update (acknowledged_by, acknowledged_at, ended_at, incident, incident_by) on desk_alarm to samtjanst_app;
