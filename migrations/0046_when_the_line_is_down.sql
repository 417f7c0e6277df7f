-- Up Migration
-- When the line is down (docs/adr/0012): who holds a desk's share, and what could not be taken in afterwards.
alter table desk_session add column share_holder uuid, add column share_beat bigint not null default 0;
comment on column desk_session.share_holder is 'The browser that holds the share: no other one may call by itself for this desk';
comment on column desk_session.share_beat is 'The number of the last beat that was heard: one that comes late says nothing any more';
grant update (share_holder, share_beat) on desk_session to samtjanst_app;

create table offline_refusal (
  id bigint generated always as identity primary key,
  office_id integer not null references queue_office,
  key uuid not null,
  kind text not null check (kind in ('issued', 'called', 'started', 'finished', 'missed')),
  label text not null check (length(label) <= 40),
  reason text not null check (length(reason) between 1 and 60),
  happened_at timestamptz,
  actor text not null,
  recorded_at timestamptz not null,
  constraint a_refusal_is_noted_once unique (office_id, key)
);
comment on table offline_refusal is 'What a kiosk or a desk did without line and could not be taken in, and why: staff see to it by hand';
comment on column offline_refusal.label is 'The ticket as it was shown, by the device''s own word';
create index on offline_refusal (office_id, recorded_at);
alter table offline_refusal enable row level security;
create policy of_the_office on offline_refusal using (office_id = any ((select scope_queue_offices())::int[])
  or (select scope_registers()));
grant select, insert on offline_refusal to samtjanst_app;
