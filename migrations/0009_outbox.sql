-- Up Migration
-- Two more roles: the supervising authority's desk, which sees what was sent to it, and the manager of an office.

alter table role_assignment drop constraint each_role_has_its_own_kind_of_scope;
alter table role_assignment add constraint each_role_has_its_own_kind_of_scope check (case role
  when 'officer' then office_id is not null and authority_id is null
  when 'office-manager' then office_id is not null and authority_id is null
  when 'coordinator' then authority_id is not null and office_id is null
  when 'report-author' then authority_id is not null and office_id is null
  when 'supervisor' then authority_id is null and office_id is null
  when 'law-editor' then authority_id is null and office_id is null
  when 'administrator' then authority_id is null and office_id is null
  else false end);

create function scope_managed_offices() returns int[] language sql stable parallel safe
return scope_list('app.managed_offices');
create function scope_supervision() returns boolean language sql stable parallel safe
return coalesce(current_setting('app.supervision', true), '') = 'on';
comment on function scope_managed_offices is 'Offices that the actor manages';
comment on function scope_supervision is 'The actor sits at the supervising authority''s desk: what was sent to it, and nothing else';

-- Mail that has to go out. Queued in the transaction of what it tells of; sent by a background job (post/).
create table outgoing_mail (
  id uuid primary key default uuidv7(),
  mail_key text not null unique,
  about text not null,
  about_id text not null,
  authority_id integer references authority,
  recipients text[] not null check (cardinality(recipients) between 1 and 50),
  subject text not null,
  body text not null,
  queued_at timestamptz not null default clock_timestamp(),
  not_before timestamptz not null default clock_timestamp(),
  state text not null default 'queued' check (state in ('queued', 'sending', 'uncertain', 'sent', 'failed', 'cancelled')),
  attempts integer not null default 0,
  claimed_until timestamptz,
  last_error text,
  sent_at timestamptz,
  constraint sent_has_its_time check ((state = 'sent') = (sent_at is not null))
);
comment on table outgoing_mail is 'The outbox: mail_key makes a mail one mail however often it is asked for';
comment on column outgoing_mail.state is 'uncertain: the whole message was handed over and the answer was lost; a person decides, it is never sent twice by itself';
create index on outgoing_mail (not_before) where state in ('queued', 'sending');
create index on outgoing_mail (about, about_id);
create table outgoing_attachment (
  mail_id uuid not null references outgoing_mail,
  position integer not null,
  file_name text not null,
  media_type text not null,
  content bytea not null,
  primary key (mail_id, position)
);
create table outgoing_mail_event (
  mail_id uuid not null references outgoing_mail,
  at timestamptz not null default clock_timestamp(),
  state text not null,
  detail text not null default '',
  actor text
);
create index on outgoing_mail_event (mail_id, at);
comment on table outgoing_mail_event is 'What happened to a mail: every attempt, failure and decision';

grant select, insert on outgoing_mail, outgoing_attachment, outgoing_mail_event to samtjanst_app;
grant update (not_before, state, attempts, claimed_until, last_error, sent_at) on outgoing_mail to samtjanst_app;

alter table outgoing_mail enable row level security;
create policy own_mail on outgoing_mail for all using ((select scope_registers())
  or authority_id = any ((select scope_authorities())::int[]) or (authority_id is null and (select scope_supervision())));
do $$
declare t text;
begin
  foreach t in array array['outgoing_attachment', 'outgoing_mail_event'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy as_the_mail on %I for all using (exists (select from outgoing_mail m where m.id = mail_id))', t);
  end loop;
end $$;
