-- Up Migration
-- Accounts and sessions are better-auth's tables (its names for columns are mapped in access/auth.server.ts).

create table account_user (
  id text primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null default false,
  image text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create table account_session (
  id text primary key,
  user_id text not null references account_user on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index on account_session (user_id);
create table account_credential (
  id text primary key,
  user_id text not null references account_user on delete cascade,
  account_id text not null,
  provider_id text not null,
  password text,
  access_token text, refresh_token text, id_token text, scope text,
  access_token_expires_at timestamptz, refresh_token_expires_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index on account_credential (user_id);
create table account_verification (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create table account_rate_limit (
  id text primary key,
  key text not null unique,
  count integer not null,
  last_request bigint not null
);
comment on table account_user is 'A person who can sign in';
comment on table account_rate_limit is 'How often somebody tried to sign in';
grant select, insert, update, delete on account_user, account_session, account_credential, account_verification,
  account_rate_limit to samtjanst_app;
