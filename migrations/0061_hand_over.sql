-- Up Migration
-- The hand-over as a contract (ADR 14): one responsible party and one deadline at every moment, followed event by event.

-- A receiving officer of an authority, and for whom they work.
alter table role_assignment drop constraint each_role_has_its_own_kind_of_scope;
alter table role_assignment add constraint each_role_has_its_own_kind_of_scope check (case role
  when 'officer' then office_id is not null and authority_id is null
  when 'office-manager' then office_id is not null and authority_id is null
  when 'coordinator' then authority_id is not null and office_id is null
  when 'report-author' then authority_id is not null and office_id is null
  when 'receiver' then authority_id is not null and office_id is null
  when 'supervisor' then authority_id is null and office_id is null
  when 'law-editor' then authority_id is null and office_id is null
  when 'administrator' then authority_id is null and office_id is null
  else false end);

create function scope_receiving() returns int[] language sql stable parallel safe return scope_list('app.receiving');
comment on function scope_receiving is 'Authorities for which the actor receives hand-overs, or coordinates who does';
create function scope_front_offices() returns int[] language sql stable parallel safe
return scope_list('app.offices') || scope_list('app.managed_offices');
comment on function scope_front_offices is 'Offices whose side of a hand-over is the actor''s';
create function scope_followed() returns uuid language sql stable parallel safe
return nullif(current_setting('app.followed', true), '')::uuid;
comment on function scope_followed is 'The one hand-over that a person follows by its reference and code';

create table receiver_setting (
  authority_id integer primary key references authority,
  first_days integer check (first_days between 0 and 365),
  final_days integer check (final_days between 0 and 365),
  delivery text not null default 'here' check (delivery in ('here', 'webhook', 'mail')),
  webhook_url text check (length(webhook_url) <= 500),
  webhook_secret text check (length(webhook_secret) between 16 and 200),
  mail_to text check (length(mail_to) <= 200),
  summary_to text check (length(summary_to) <= 200),
  changed_at timestamptz not null,
  changed_by text not null references account_user,
  constraint the_final_answer_comes_last check (final_days >= first_days),
  constraint days_go_together check ((first_days is null) = (final_days is null)),
  constraint a_webhook_has_address_and_secret
    check (delivery <> 'webhook' or (webhook_url is not null and webhook_secret is not null)),
  constraint mail_has_an_address check (delivery <> 'mail' or mail_to is not null)
);
comment on table receiver_setting is 'How an authority receives hand-overs: days where the agreement says none, and where they are delivered';
comment on column receiver_setting.webhook_secret is 'Signs what is sent (HMAC-SHA256), so it is kept as it is; its coordinator alone reads the row';
-- What a front desk may know of it: the days.
create function receiver_days(authority integer, out first_days integer, out final_days integer)
language sql stable security definer set search_path = public
begin atomic
  select s.first_days, s.final_days from receiver_setting s where s.authority_id = authority;
end;

create table hand_over (
  id uuid primary key default uuidv7(),
  reference text not null unique check (reference ~ '^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$'),
  code_sha256 text not null check (length(code_sha256) = 64),
  matter_id uuid not null,
  visit_id uuid not null,
  task_id integer not null,
  principal_id integer not null,
  office_id integer not null,
  offered_by text not null references account_user,
  offered_at timestamptz not null,
  offered_on date not null,
  agreement_id integer,
  agreement_version integer,
  terms_from text not null check (terms_from in ('agreement', 'authority', 'default')),
  first_days integer not null check (first_days between 0 and 365),
  final_days integer not null check (final_days between 0 and 365),
  first_answer_due date not null,
  final_answer_due date not null,
  reached_by text not null check (reached_by in ('system', 'post')),
  reached_on date not null,
  arrived_on date not null,
  wants text not null check (length(wants) between 1 and 4000),
  done text not null check (length(done) <= 4000),
  consent text not null check (consent in ('given', 'not-needed')),
  reach_by text not null check (reach_by in ('code', 'phone', 'mail', 'letter')),
  reach text not null check (length(reach) <= 300),
  continues uuid references hand_over,
  state text not null default 'offered' check (state in
    ('offered', 'accepted', 'asked', 'refused', 'returned', 'answered', 'closed', 'reopened', 'rerouted')),
  responsible text not null generated always as (case when state in ('offered', 'accepted', 'reopened') then 'receiver'
    else 'front-desk' end) stored,
  counted_from date not null,
  due_on date not null,
  department text not null default '' check (length(department) <= 120),
  assigned_to text references account_user,
  receiver_number text check (length(receiver_number) between 1 and 60),
  first_answered_at timestamptz,
  final_answered_at timestamptz,
  closed_at timestamptz,
  solved boolean,
  follow_mail text check (length(follow_mail) <= 200),
  follow_language text not null default 'sv' check (follow_language in ('sv', 'en')),
  rerouted_to uuid references hand_over,
  warned_for date,
  escalated_for date,
  event_seq integer not null default 1,
  foreign key (matter_id, visit_id, task_id, principal_id) references matter (id, visit_id, task_id, principal_id),
  foreign key (visit_id, office_id) references visit (id, office_id),
  foreign key (agreement_id, agreement_version) references agreement_version (agreement_id, version),
  unique (id, office_id, principal_id),
  constraint agreement_and_version_go_together check ((agreement_id is null) = (agreement_version is null)),
  constraint terms_of_an_agreement_name_it check (terms_from <> 'agreement' or agreement_id is not null),
  constraint the_final_answer_comes_last check (final_answer_due >= first_answer_due and final_days >= first_days),
  constraint what_arrived_had_reached_somebody check (arrived_on <= reached_on),
  constraint who_has_it_is_the_receivers check (state not in ('offered', 'refused', 'returned') or assigned_to is null),
  constraint who_accepted_has_it check (state not in ('accepted', 'asked') or assigned_to is not null),
  constraint an_answered_one_was_answered check (state <> 'answered' or final_answered_at is not null),
  constraint a_closed_one_has_its_time check ((state in ('closed', 'rerouted')) = (closed_at is not null)),
  constraint a_rerouted_one_says_whereto check ((state = 'rerouted') = (rerouted_to is not null)),
  constraint how_to_reach_is_told check (reach_by = 'code' or reach <> '')
);
comment on table hand_over is 'A matter handed over to the authority that it belongs to: a contract with one responsible party and one deadline (ADR 14)';
comment on column hand_over.responsible is 'Follows from the state, in the database: nobody can be made responsible beside it';
comment on column hand_over.first_answer_due is 'Frozen when it was handed over, as final_answer_due and the days: a later version of the agreement changes nothing';
comment on column hand_over.due_on is 'The one deadline that counts now, the receiver''s or the front desk''s';
comment on column hand_over.counted_from is 'The day the days are counted from: when it was offered, or reopened';
comment on column hand_over.arrived_on is 'As 22 § förvaltningslagen (2017:900) counts: the day it reached the authority; by post the working day before, unless that is improbable';
comment on column hand_over.code_sha256 is 'SHA-256 of the code that the person follows it with; the code itself is nowhere here';
create unique index one_open_hand_over_of_a_matter on hand_over (matter_id) where state not in ('closed', 'rerouted');
create index on hand_over (principal_id, due_on) where state not in ('closed', 'rerouted');
create index on hand_over (office_id, due_on) where state not in ('closed', 'rerouted');
create index on hand_over (principal_id, id desc);
create index on hand_over (office_id, id desc);
create index on hand_over (due_on) where state not in ('closed', 'rerouted');

create table hand_over_event (
  hand_over_id uuid not null,
  seq integer not null check (seq > 0),
  office_id integer not null,
  principal_id integer not null,
  at timestamptz not null,
  kind text not null check (kind in ('offered', 'accepted', 'taken-over', 'released', 'refused', 'returned', 'asked',
    'answered-back', 'answered-first', 'answered-final', 'closed', 'reopened', 'sent-on', 'rerouted', 'escalated', 'warned',
    'noted', 'oral-noted', 'informed', 'document-handed', 'number-set', 'conflict-declared', 'representation-noted')),
  side text not null check (side in ('front-desk', 'receiver', 'citizen', 'rule')),
  audience text not null check (audience in ('own-side', 'both', 'citizen')),
  actor text not null,
  state text not null,
  reason_kind text,
  detail text not null default '' check (length(detail) <= 500),
  key uuid,
  primary key (hand_over_id, seq),
  unique (hand_over_id, seq, state),
  unique (hand_over_id, key),
  foreign key (hand_over_id, office_id, principal_id) references hand_over (id, office_id, principal_id),
  constraint a_no_has_its_reason check (kind not in ('refused', 'returned') or reason_kind is not null)
);
create index on hand_over_event (at) where kind = 'escalated' and side <> 'rule';
comment on table hand_over_event is 'What happened to a hand-over, in order; followed, never changed. audience: its own side, both sides, or the citizen too';
-- What it is, is what its last event made it: the row cannot say anything else.
alter table hand_over add constraint its_state_is_its_last_events foreign key (id, event_seq, state)
  references hand_over_event (hand_over_id, seq, state) deferrable initially deferred;

create table hand_over_message (
  hand_over_id uuid not null,
  seq integer not null,
  office_id integer not null,
  principal_id integer not null,
  side text not null check (side in ('front-desk', 'receiver', 'citizen')),
  audience text not null check (audience in ('own-side', 'both', 'citizen')),
  kind text not null check (kind in ('question', 'answer-back', 'first-answer', 'final-answer', 'note', 'oral',
    'information', 'reason')),
  text text not null check (length(text) between 1 and 8000),
  author text not null,
  written_at timestamptz not null,
  told_at timestamptz,
  told_by text check (length(told_by) <= 200),
  primary key (hand_over_id, seq),
  foreign key (hand_over_id, seq) references hand_over_event (hand_over_id, seq),
  foreign key (hand_over_id, office_id, principal_id) references hand_over (id, office_id, principal_id),
  constraint oral_information_has_its_time check ((kind = 'oral') = (told_at is not null))
);
comment on table hand_over_message is 'What was written in a hand-over. oral: what was told, with time and who told it (27 § förvaltningslagen); author wrote it down';

create table hand_over_document (
  id uuid primary key default uuidv7(),
  hand_over_id uuid not null,
  seq integer not null,
  office_id integer not null,
  principal_id integer not null,
  side text not null check (side in ('front-desk', 'receiver', 'citizen')),
  audience text not null default 'both' check (audience in ('both', 'citizen')),
  what text not null check (length(what) between 1 and 200),
  on_paper boolean not null,
  handed_at timestamptz not null,
  handed_by text not null,
  file_name text,
  media_type text,
  size integer check (size between 1 and 26214400),
  sha256 text check (length(sha256) = 64),
  content bytea,
  foreign key (hand_over_id, seq) references hand_over_event (hand_over_id, seq),
  foreign key (hand_over_id, office_id, principal_id) references hand_over (id, office_id, principal_id),
  constraint a_file_is_whole check (num_nonnulls(file_name, media_type, size, sha256, content) = case when on_paper then 0 else 5 end)
);
comment on table hand_over_document is 'What was handed over with it, when and by whom (10 § förordningen (2012:208), 12 § arkivlagen). media_type: by its bytes';
create index on hand_over_document (hand_over_id);

create table conflict_of_interest (
  id integer generated always as identity primary key,
  matter_id uuid not null references matter,
  office_id integer not null,
  principal_id integer not null,
  user_id text not null references account_user,
  officer_id integer references officer,
  declared_at timestamptz not null,
  reason text not null default '' check (length(reason) <= 500),
  unique (matter_id, user_id)
);
comment on table conflict_of_interest is 'Jäv (16–18 §§ förvaltningslagen): from here on the database takes no step and no act in the matter by that person';

-- As the owner: who is barred may not see the row that bars them, and is barred all the same.
create function nobody_with_a_conflict_of_interest() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if tg_table_name = 'act' then
    if exists (select from conflict_of_interest c where c.matter_id = new.matter_id
        and (c.officer_id = new.officer_id or c.user_id = new.actor)) then
      raise exception 'a conflict of interest was declared' using errcode = 'check_violation', constraint = 'nobody_with_a_conflict_of_interest';
    end if;
  elsif exists (select from conflict_of_interest c join hand_over h on h.matter_id = c.matter_id
      where h.id = new.hand_over_id and c.user_id = new.actor) then
    raise exception 'a conflict of interest was declared' using errcode = 'check_violation', constraint = 'nobody_with_a_conflict_of_interest';
  end if;
  return new;
end $$;
create trigger nobody_with_a_conflict_of_interest before insert on act for each row
  execute function nobody_with_a_conflict_of_interest();
create trigger nobody_with_a_conflict_of_interest before insert on hand_over_event for each row
  execute function nobody_with_a_conflict_of_interest();

create table hand_over_representation (
  id integer generated always as identity primary key,
  hand_over_id uuid not null,
  seq integer not null,
  office_id integer not null,
  principal_id integer not null,
  kind text not null check (kind in ('power-of-attorney', 'guardian', 'god-man', 'forvaltare')),
  name text not null check (length(name) between 1 and 200),
  powers text not null check (length(powers) between 1 and 500),
  proof text not null check (length(proof) between 1 and 300),
  valid daterange not null check (not isempty(valid) and lower(valid) is not null),
  looked_up_by text not null references account_user,
  looked_up_at timestamptz not null,
  foreign key (hand_over_id, seq) references hand_over_event (hand_over_id, seq),
  foreign key (hand_over_id, office_id, principal_id) references hand_over (id, office_id, principal_id)
);
comment on table hand_over_representation is 'Who speaks for the person (14–15 §§ förvaltningslagen; 11 kap. föräldrabalken): its extent, proof and days, and who looked it up';
create index on hand_over_representation (hand_over_id);

create table hand_over_delivery (
  id uuid primary key default uuidv7(),
  hand_over_id uuid not null,
  seq integer not null,
  office_id integer not null,
  principal_id integer not null,
  channel text not null check (channel in ('webhook', 'mail', 'follow-mail')),
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed')),
  made_at timestamptz not null default clock_timestamp(),
  next_at timestamptz not null default '-infinity',
  claimed_until timestamptz,
  attempts integer not null default 0,
  last_error text,
  delivered_at timestamptz,
  resend_of uuid references hand_over_delivery,
  foreign key (hand_over_id, seq) references hand_over_event (hand_over_id, seq),
  foreign key (hand_over_id, office_id, principal_id) references hand_over (id, office_id, principal_id),
  constraint delivered_has_its_time check ((state = 'delivered') = (delivered_at is not null))
);
comment on table hand_over_delivery is 'What has to leave the system for a hand-over: to a webhook, by mail, to who follows it. Its id is the receiver''s key: delivered once, it is never sent again';
create index on hand_over_delivery (next_at) where state = 'waiting';
create index on hand_over_delivery (hand_over_id);
create index on hand_over_delivery (principal_id) where state = 'failed';
create unique index one_resending_at_a_time on hand_over_delivery (resend_of);
create table hand_over_delivery_try (
  delivery_id uuid not null references hand_over_delivery,
  at timestamptz not null,
  outcome text not null,
  primary key (delivery_id, at)
);
comment on table hand_over_delivery_try is 'Each time that something was tried to be delivered, and what came of it';

-- What an event has to tell somebody who is not here is noted with the event. As the owner: a front desk does not read how an
-- authority receives. What the receiver itself did is not told to it.
create function hand_over_event_is_delivered() returns trigger language plpgsql security definer set search_path = public as $$
declare
  how text;
  follower text;
begin
  if new.audience = 'own-side' then return null; end if;
  select s.delivery into how from receiver_setting s where s.authority_id = new.principal_id;
  if how in ('webhook', 'mail') and new.side <> 'receiver' and new.kind not in ('warned', 'escalated') then
    insert into hand_over_delivery (hand_over_id, seq, office_id, principal_id, channel)
      values (new.hand_over_id, new.seq, new.office_id, new.principal_id, how);
  end if;
  select h.follow_mail into follower from hand_over h where h.id = new.hand_over_id;
  if follower is not null and new.audience = 'citizen' and new.side <> 'citizen' then
    insert into hand_over_delivery (hand_over_id, seq, office_id, principal_id, channel)
      values (new.hand_over_id, new.seq, new.office_id, new.principal_id, 'follow-mail');
  end if;
  return null;
end $$;
create trigger hand_over_event_is_delivered after insert on hand_over_event for each row
  execute function hand_over_event_is_delivered();

create table follow_try (
  id bigint generated always as identity primary key,
  client text not null,
  reference text not null,
  at timestamptz not null
);
comment on table follow_try is 'Wrong codes, by the SHA-256 of the address that they came from; kept an hour';
create index on follow_try (client, at);
create index on follow_try (reference, at);
-- The hand-over of a reference and a code; null when there is none, and that is told alike. Nothing is looked at after ten
-- wrong ones from one client, or fifty of one reference, in ten minutes. As the owner, because nobody is known yet.
create function hand_over_of_code(asked text, code text, client_hash text, now timestamptz,
  out hand_over_id uuid, out too_many boolean)
language plpgsql security definer set search_path = public as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('follow ' || client_hash, 61));
  delete from follow_try t where t.at < now - interval '1 hour';
  too_many := (select count(*) from follow_try t where t.client = client_hash and t.at > now - interval '10 minutes') >= 10
    or (select count(*) from follow_try t where t.reference = asked and t.at > now - interval '10 minutes') >= 50;
  if too_many then return; end if;
  select h.id into hand_over_id from hand_over h where h.reference = asked and h.code_sha256 = code;
  if hand_over_id is null then
    insert into follow_try (client, reference, at) values (client_hash, asked, now);
  end if;
end $$;

-- Where the one that is followed goes on, without opening it.
create function hand_over_goes_on(followed uuid, out reference text, out authority text)
language sql stable security definer set search_path = public
begin atomic
  select n.reference, p.name from hand_over h join hand_over n on n.id = h.rerouted_to join authority p on p.id = n.principal_id
    where h.id = followed and h.id = scope_followed();
end;

grant select, insert on receiver_setting, hand_over, hand_over_event, hand_over_message, hand_over_document, conflict_of_interest,
  hand_over_representation, hand_over_delivery, hand_over_delivery_try to samtjanst_app;
grant update (first_days, final_days, delivery, webhook_url, webhook_secret, mail_to, summary_to, changed_at, changed_by)
  on receiver_setting to samtjanst_app;
grant update (state, event_seq, counted_from, due_on, department, assigned_to, receiver_number, first_answered_at,
  final_answered_at, closed_at, solved, follow_mail, follow_language, rerouted_to, warned_for, escalated_for, code_sha256)
  on hand_over to samtjanst_app;
grant update (state, next_at, claimed_until, attempts, last_error, delivered_at) on hand_over_delivery to samtjanst_app;

-- The walls: the office and the authority, and of what was written nobody sees the other side's own notes. Another authority
-- in the same contact sees nothing; the person sees what is written to them.
alter table receiver_setting enable row level security;
create policy its_coordinator on receiver_setting for all using ((select scope_registers())
  or authority_id = any ((select scope_authorities())::int[]));
alter table hand_over enable row level security;
create policy office_or_receiver on hand_over for all using ((select scope_registers())
  or office_id = any ((select scope_front_offices())::int[]) or principal_id = any ((select scope_receiving())::int[])
  or id = (select scope_followed()));
do $$
declare t text;
begin
  foreach t in array array['hand_over_event', 'hand_over_message'] loop
    execute format('alter table %I enable row level security', t);
    execute format($p$create policy each_side on %I for select using ((select scope_registers())
      or (office_id = any ((select scope_front_offices())::int[]) and (audience <> 'own-side' or side = 'front-desk'))
      or (principal_id = any ((select scope_receiving())::int[]) and (audience <> 'own-side' or side = 'receiver'))
      or (hand_over_id = (select scope_followed()) and audience = 'citizen'))$p$, t);
    execute format($p$create policy ones_own on %I for insert with check ((select scope_registers())
      or (side = 'front-desk' and office_id = any ((select scope_front_offices())::int[]) and %I = scope_actor())
      or (side = 'receiver' and principal_id = any ((select scope_receiving())::int[]) and %I = scope_actor())
      or (side = 'citizen' and audience = 'citizen' and hand_over_id = (select scope_followed())))$p$,
      t, case t when 'hand_over_event' then 'actor' else 'author' end, case t when 'hand_over_event' then 'actor' else 'author' end);
  end loop;
  foreach t in array array['hand_over_document', 'hand_over_representation', 'hand_over_delivery', 'conflict_of_interest'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy both_sides on %I for all using ((select scope_registers())
      or office_id = any ((select scope_front_offices())::int[]) or principal_id = any ((select scope_receiving())::int[]))', t);
  end loop;
end $$;
create policy who_follows on hand_over_document for select using (hand_over_id = (select scope_followed()) and audience = 'citizen');
create policy who_follows_adds on hand_over_document for insert
  with check (hand_over_id = (select scope_followed()) and side = 'citizen' and audience = 'citizen');
alter table hand_over_delivery_try enable row level security;
create policy as_the_delivery on hand_over_delivery_try for all
  using (exists (select from hand_over_delivery d where d.id = delivery_id));
