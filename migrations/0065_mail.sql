-- Up Migration
-- Mail in: mailboxes of offices, every mail that came to them as it came, and what became of it. Mail out: who it is from and
-- what it answers.

create table mailbox (
  id integer generated always as identity primary key,
  office_id integer not null references office,
  address text not null check (address = lower(address) and address ~ '^[^@\s]+@[^@\s]+$' and char_length(address) <= 254),
  sender_name text not null check (char_length(sender_name) between 1 and 100),
  host text not null check (char_length(host) between 1 and 253),
  port integer not null check (port between 1 and 65535),
  security text not null check (security in ('tls', 'starttls', 'none')),
  user_name text not null check (char_length(user_name) between 1 and 254),
  secret bytea not null,
  folder text not null default 'INBOX' check (char_length(folder) between 1 and 200),
  receipts boolean not null default true,
  uid_validity bigint,
  last_uid bigint not null default 0,
  state text not null default 'new' check (state in ('new', 'working', 'failing')),
  last_error text,
  last_said text check (char_length(last_said) <= 500),
  failing_since timestamptz,
  failures integer not null default 0,
  checked_at timestamptz,
  next_at timestamptz not null default clock_timestamp(),
  full_percent integer,
  made_at timestamptz not null default clock_timestamp(),
  made_by text,
  ended_at timestamptz,
  constraint failing_has_its_error check ((state = 'failing') = (last_error is not null) and (state = 'failing') = (failing_since is not null)),
  unique (id, office_id)
);
comment on table mailbox is 'An office''s mailbox: mail that comes to it becomes contacts, answers are sent from its address';
comment on column mailbox.secret is 'The password, sealed with a key that is not in the database, and with the server and user that it is for';
comment on column mailbox.uid_validity is 'The server''s numbering that last_uid is of (RFC 3501 2.3.1.1); another one, and all is looked through again';
create unique index an_address_is_read_once on mailbox (address) where ended_at is null;
create index on mailbox (office_id) where ended_at is null;

create table incoming_mail (
  id uuid primary key default uuidv7(),
  mailbox_id integer not null,
  office_id integer not null,
  content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
  uid_validity bigint not null,
  uid bigint not null,
  received_at timestamptz not null,
  stored_at timestamptz not null default clock_timestamp(),
  marked_at timestamptz,
  bytes bigint not null,
  raw bytea not null check (octet_length(raw) <= 26214400),
  state text not null default 'stored' check (state in ('stored', 'contact', 'thread', 'set-aside', 'bounce', 'refused')),
  state_at timestamptz not null default clock_timestamp(),
  why text,
  tries integer not null default 0,
  message_id text check (char_length(message_id) <= 998),
  from_address text,
  from_name text,
  answer_to text,
  subject text,
  recipients integer,
  notes text[] not null default '{}',
  visit_id uuid,
  text_id uuid,
  outgoing_id uuid references outgoing_mail,
  decided_by text,
  foreign key (mailbox_id, office_id) references mailbox (id, office_id),
  foreign key (visit_id, office_id) references visit (id, office_id),
  -- The same mail delivered twice, to one mailbox or to two of the same office, is one.
  constraint one_mail_is_one unique (office_id, content_hash),
  constraint became_something check ((state in ('contact', 'thread')) <= (visit_id is not null)),
  constraint set_aside_for_a_reason check ((state in ('set-aside', 'refused')) <= (why is not null))
);
comment on table incoming_mail is 'A mail as it came, stored before the server is told that it was read, and what became of it';
comment on column incoming_mail.content_hash is 'SHA-256 of what makes it that mail (mail/rules/same-mail.ts)';
comment on column incoming_mail.raw is 'As it came, at most 25 MiB; of one that was larger, its head';
comment on column incoming_mail.marked_at is 'When the server was told that it was read; absent: still to be done';
create index incoming_mail_to_do on incoming_mail (stored_at, id) where state = 'stored';
create index incoming_mail_to_mark on incoming_mail (mailbox_id) where marked_at is null;
create index on incoming_mail (office_id, message_id) where message_id is not null;
create index on incoming_mail (visit_id) where visit_id is not null;
create index on incoming_mail (office_id, state_at desc) where state in ('set-aside', 'refused', 'bounce');
create index on incoming_mail (outgoing_id) where outgoing_id is not null;

create table incoming_attachment (
  mail_id uuid not null references incoming_mail,
  position integer not null,
  office_id integer not null,
  name text not null check (char_length(name) between 1 and 120),
  media_type text not null check (media_type ~ '^[a-z0-9.+-]+/[a-z0-9.+-]+$'),
  other_than_said boolean not null,
  dangerous boolean not null,
  bytes bigint not null,
  sha256 text not null,
  content bytea not null,
  primary key (mail_id, position)
);
comment on table incoming_attachment is 'A mail''s attachments, of the type that their bytes show. What is dangerous is never handed out';

-- Answers are from the office's own address and say what they answer; what programs send says so (RFC 3834 5).
alter table outgoing_mail
  add column if not exists office_id integer references office,
  add column sender_name text,
  add column sender_address text,
  add column in_reply_to text check (in_reply_to !~ '[[:cntrl:]<>]'),
  add column answered_ids text[] not null default '{}',
  add column submitted text not null default 'auto-generated' check (submitted in ('auto-generated', 'auto-replied', 'no')),
  add constraint a_sender_has_name_and_address check ((sender_name is null) = (sender_address is null));
comment on column outgoing_mail.sender_address is 'From whom, where it is not the installation''s own sender';
comment on column outgoing_mail.answered_ids is 'Message-IDs of the conversation that it goes on with, the oldest first';
create index outgoing_mail_of_contact on outgoing_mail (about_id) where office_id is not null;

create table mail_answer (
  mail_id uuid primary key references outgoing_mail,
  visit_id uuid not null,
  office_id integer not null,
  text_id uuid not null,
  answers_id uuid references incoming_mail,
  made_by text not null,
  foreign key (visit_id, office_id) references visit (id, office_id)
);
comment on table mail_answer is 'Which text of a contact a mail carries: its delivery is shown there';
create index on mail_answer (visit_id);

grant select (id, office_id, address, sender_name, host, port, security, user_name, folder, receipts, uid_validity, last_uid,
  state, last_error, last_said, failing_since, failures, checked_at, next_at, full_percent, made_at, made_by, ended_at)
  on mailbox to samtjanst_app;
grant insert on mailbox to samtjanst_app;
grant update (address, sender_name, host, port, security, user_name, secret, folder, receipts, uid_validity, last_uid, state,
  last_error, last_said, failing_since, failures, checked_at, next_at, full_percent, ended_at) on mailbox to samtjanst_app;
grant select, insert on incoming_mail, incoming_attachment, mail_answer to samtjanst_app;
grant update (marked_at, state, state_at, why, tries, message_id, from_address, from_name, answer_to, subject, recipients, notes,
  visit_id, text_id, outgoing_id, decided_by) on incoming_mail to samtjanst_app;

-- What a page asks for never has a password in it, sealed or not: only what works over all registers is given it.
create function mailbox_secret(of_mailbox integer) returns bytea language sql stable security definer set search_path = public
return (select m.secret from mailbox m where m.id = of_mailbox and (select scope_registers()));
revoke all on function mailbox_secret from public;
grant execute on function mailbox_secret to samtjanst_app;

alter table mailbox enable row level security;
create policy own_office on mailbox using ((select scope_registers()) or office_id = any ((select scope_offices())::int[])
  or office_id = any ((select scope_managed_offices())::int[]));
alter table incoming_mail enable row level security;
create policy own_office on incoming_mail using ((select scope_registers()) or office_id = any ((select scope_offices())::int[]));
-- Who manages an office sees what nobody has taken up; a person's contact is its officers'.
create policy manager on incoming_mail for select using (office_id = any ((select scope_managed_offices())::int[])
  and state in ('set-aside', 'refused', 'bounce'));
alter table incoming_attachment enable row level security;
create policy own_office on incoming_attachment using ((select scope_registers()) or office_id = any ((select scope_offices())::int[]));
alter table mail_answer enable row level security;
create policy own_office on mail_answer using ((select scope_registers()) or office_id = any ((select scope_offices())::int[]));
