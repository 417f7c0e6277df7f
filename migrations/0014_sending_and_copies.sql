-- Up Migration
-- The outbox's sender, and the copies that Kammarkollegiet is owed (R5).

-- Each take-up of a mail has its own mark: who has lost the mail to another process can no longer write about it.
alter table outgoing_mail add column claim uuid;
grant update (claim) on outgoing_mail to samtjanst_app;

create table agreement_copy (
  agreement_id integer not null,
  version integer not null,
  owed boolean not null,
  why text check (why in ('no-such-duty', 'government-directed', 'not-this-kind')),
  provision text,
  addressee text check (addressee in ('kammarkollegiet', 'government')),
  due_since date not null,
  state text not null check (state in ('exempt', 'due', 'queued', 'sent', 'acknowledged', 'failed')),
  how text check (how in ('mail', 'letter')),
  asked_by text,
  sender_id integer references authority,
  mail_id uuid references outgoing_mail,
  failure text,
  sent_on date,
  diary_number text,
  acknowledged_on date,
  acknowledged_by text,
  file_name text,
  document bytea,
  content jsonb,
  primary key (agreement_id, version),
  foreign key (agreement_id, version) references agreement_version (agreement_id, version),
  constraint exempt_with_a_reason check ((state = 'exempt') = not owed and owed = (why is null) and owed = (addressee is not null)),
  constraint sent_has_its_day check ((state in ('sent', 'acknowledged')) = (sent_on is not null)),
  constraint acknowledged_with_a_diary_number check ((state = 'acknowledged') = (acknowledged_on is not null)
    and (state = 'acknowledged') = (diary_number is not null) and (state = 'acknowledged') = (acknowledged_by is not null)),
  constraint on_its_way_somehow check (state <> 'queued' or (how is not null and sender_id is not null))
);
comment on table agreement_copy is 'The duty to send a copy of a version (R5), and how it was met. One row a version, made in the transaction that makes the version';
comment on column agreement_copy.due_since is 'The day that the version was concluded: the law says "så snart", and names no number of days';
comment on column agreement_copy.document is 'The very file that was sent';
comment on column agreement_copy.content is 'What the register said of the version when it was sent';
create index on agreement_copy (state, due_since);
create index on agreement_copy (mail_id) where mail_id is not null;

create table agreement_copy_event (
  id bigint generated always as identity primary key,
  agreement_id integer not null,
  version integer not null,
  at timestamptz not null default clock_timestamp(),
  state text not null,
  detail text not null default '',
  actor text,
  foreign key (agreement_id, version) references agreement_copy
);
comment on table agreement_copy_event is 'What happened to a copy: only added to';
create index on agreement_copy_event (agreement_id, version, at);

-- Every state that a copy comes to is kept, whoever brings it there.
create function copy_has_come_to() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if tg_op = 'INSERT' or (new.state, new.how, new.mail_id, new.sent_on, new.diary_number)
    is distinct from (old.state, old.how, old.mail_id, old.sent_on, old.diary_number) then
    insert into agreement_copy_event (agreement_id, version, state, detail, actor) values (new.agreement_id, new.version,
      new.state, coalesce(case new.state when 'failed' then new.failure when 'acknowledged' then new.diary_number
        when 'sent' then new.sent_on::text when 'exempt' then new.provision when 'queued' then new.how end, ''), scope_actor());
  end if;
  return null;
end $$;
create trigger copy_has_come_to after insert or update on agreement_copy for each row execute function copy_has_come_to();

-- A copy goes as its mail goes: in the same transaction, whatever process sends it.
create function copy_goes_as_its_mail() returns trigger language plpgsql security definer set search_path = public as $$
begin
  update agreement_copy c set state = case when new.state = 'sent' then 'sent'
      when new.state in ('failed', 'cancelled') then 'failed' else 'queued' end,
    failure = case when new.state in ('failed', 'cancelled') then coalesce(new.last_error, new.state) end,
    sent_on = case when new.state = 'sent' then (new.sent_at at time zone 'Europe/Stockholm')::date end
  where c.mail_id = new.id and c.state in ('queued', 'failed', 'sent');
  return null;
end $$;
create trigger copy_goes_as_its_mail after update on outgoing_mail for each row
  when (new.about = 'agreement-copy' and new.state is distinct from old.state) execute function copy_goes_as_its_mail();

-- What was registered before this table was: as law/rules/duties.ts `copyDuty` reads the regime.
insert into agreement_copy (agreement_id, version, owed, why, provision, addressee, due_since, state)
select v.agreement_id, v.version, d.owed,
  case when d.owed then null when r.rules ->> 'copyTo' is null or r.rules #>> '{provisions,copy,ref}' is null
    then 'no-such-duty' else 'government-directed' end,
  r.rules #>> '{provisions,copy,ref}', case when d.owed then r.rules ->> 'copyTo' end, v.decided_on,
  case when d.owed then 'due' else 'exempt' end
from agreement_version v join agreement a on a.id = v.agreement_id join regime r on r.id = a.regime_id
  cross join lateral (select r.rules ->> 'copyTo' is not null and r.rules #>> '{provisions,copy,ref}' is not null
    and not (a.government_directed and coalesce((r.rules ->> 'directedExempt')::boolean, false)) as owed) d;

create function each_version_has_its_copy() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if not exists (select from agreement_copy c where c.agreement_id = new.agreement_id and c.version = new.version) then
    raise exception 'a version without its duty to send a copy' using errcode = 'check_violation',
      constraint = 'each_version_has_its_copy';
  end if;
  return null;
end $$;
create constraint trigger each_version_has_its_copy after insert on agreement_version
  deferrable initially deferred for each row execute function each_version_has_its_copy();

grant select, insert on agreement_copy to samtjanst_app;
grant update (state, how, asked_by, sender_id, mail_id, failure, sent_on, diary_number, acknowledged_on, acknowledged_by,
  file_name, document, content) on agreement_copy to samtjanst_app;
grant select on agreement_copy_event to samtjanst_app;

-- The parties see and send it; the supervising authority sees what was sent to it, and enters its diary number.
alter table agreement_copy enable row level security;
create policy parties_read on agreement_copy for select using ((select scope_registers())
  or agreement_id = any ((select scope_agreements())::int[])
  or (state in ('sent', 'acknowledged') and (select scope_supervision())));
create policy own_parties_add on agreement_copy for insert with check ((select scope_registers())
  or agreement_id = any ((select scope_own_agreements())::int[]));
create policy own_parties_change on agreement_copy for update using ((select scope_registers())
  or agreement_id = any ((select scope_own_agreements())::int[])
  or (state in ('sent', 'acknowledged') and (select scope_supervision())));
alter table agreement_copy_event enable row level security;
create policy as_the_copy on agreement_copy_event for select using (exists (select from agreement_copy c
  where c.agreement_id = agreement_copy_event.agreement_id and c.version = agreement_copy_event.version));
