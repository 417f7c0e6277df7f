-- Up Migration
-- Who has guessed too often is told when to try again.
drop function hand_over_of_code;
create function hand_over_of_code(asked text, code text, client_hash text, now timestamptz,
  out hand_over_id uuid, out free_at timestamptz)
language plpgsql security definer set search_path = public as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('follow ' || client_hash, 61));
  delete from follow_try t where t.at < now - interval '1 hour';
  -- The tenth wrong try of one address, or the fiftieth at one reference, has to be ten minutes old.
  free_at := greatest(
    (select t.at from follow_try t where t.client = client_hash order by t.at desc offset 9 limit 1),
    (select t.at from follow_try t where t.reference = asked order by t.at desc offset 49 limit 1)) + interval '10 minutes';
  if free_at > now then return; end if;
  free_at := null;
  select h.id into hand_over_id from hand_over h where h.reference = asked and h.code_sha256 = code
    order by h.state = 'rerouted', h.id desc limit 1;
  if hand_over_id is null then
    insert into follow_try (client, reference, at) values (client_hash, asked, now);
  end if;
end $$;
comment on function hand_over_of_code is 'The hand-over of a reference and a code; free_at: too many wrong tries, nothing was looked at, and when it will be again';

-- A webhook's secret is sealed with a key that is not in the database, as passwords of mailboxes are. What is there in the
-- clear goes on working until the program, which has the key, has sealed it.
alter table receiver_setting
  add column webhook_sealed bytea,
  add column has_secret boolean generated always as (webhook_secret is not null or webhook_sealed is not null) stored,
  drop constraint a_webhook_has_address_and_secret,
  add constraint a_webhook_has_address_and_secret
    check (delivery <> 'webhook' or (webhook_url is not null and (webhook_secret is not null or webhook_sealed is not null))),
  add constraint a_secret_is_kept_once check (webhook_secret is null or webhook_sealed is null);
comment on column receiver_setting.webhook_secret is 'In the clear, from before secrets were sealed; sealed by the program as soon as it has its key';
comment on column receiver_setting.webhook_sealed is 'Signs what is sent (HMAC-SHA256): sealed with a key that is not in the database, and for this authority';
revoke select, insert, update on receiver_setting from samtjanst_app;
grant select (authority_id, first_days, final_days, delivery, webhook_url, has_secret, mail_to, summary_to, changed_at, changed_by)
  on receiver_setting to samtjanst_app;
grant insert (authority_id, first_days, final_days, delivery, webhook_url, webhook_sealed, mail_to, summary_to, changed_at, changed_by)
  on receiver_setting to samtjanst_app;
grant update (first_days, final_days, delivery, webhook_url, webhook_secret, webhook_sealed, mail_to, summary_to, changed_at, changed_by)
  on receiver_setting to samtjanst_app;
create function receiver_secret(of_authority integer) returns table (sealed bytea, clear text)
language sql stable security definer set search_path = public
as $$ select webhook_sealed, webhook_secret from receiver_setting where authority_id = of_authority and (select scope_registers()) $$;
comment on function receiver_secret is 'For what delivers, and for nobody''s account';
revoke all on function receiver_secret from public;
grant execute on function receiver_secret to samtjanst_app;

-- Jäv at the desk, for who may lift it: the manager of the office, who does not otherwise read its contacts.
create function conflicts_at_the_desk() returns table (id integer, matter_id uuid, office text, authority text, task_sv text, task_en text,
  reference text, user_id text, who text, declared_at timestamptz, reason text, lifted_at timestamptz, lifted_by text, lifted_why text,
  hand_over_id uuid)
language sql stable security definer set search_path = public as $$
  select c.id, c.matter_id, f.name, a.name, t.name_sv, t.name_en, v.reference, c.user_id, u.name, c.declared_at, c.reason, c.lifted_at,
    l.name, c.lifted_why, (select h.id from hand_over h where h.matter_id = c.matter_id order by h.id desc limit 1)
  from conflict_of_interest c join matter m on m.id = c.matter_id join visit v on v.id = m.visit_id join task t on t.id = m.task_id
    join office f on f.id = c.office_id join authority a on a.id = c.principal_id join account_user u on u.id = c.user_id
    left join account_user l on l.id = c.lifted_by
  where c.side = 'front-desk' and c.office_id = any ((select scope_managed_offices())::int[])
$$;
comment on function conflicts_at_the_desk is 'What who manages an office reads of its officers'' conflicts of interest: in what task, and whose contact it is by its reference alone';

-- Whether fault reports or complaints can be there for an office's people: its operator receives them.
create function office_handles_faults(of_office integer) returns boolean language sql stable security definer set search_path = public as $$
  select exists (select from office f where f.id = of_office and (exists (select from fault_body b where b.body_id = f.operator_id)
    or exists (select from complaint c where c.authority_id = f.operator_id)))
$$;
comment on function office_handles_faults is 'For the menu: its operator receives fault reports, or a complaint has come to it';

-- On whose behalf somebody wrote by the public form, as they said it. Nobody has looked it up, and nothing rests on it.
create table contact_asks_for (
  visit_id uuid primary key,
  office_id integer not null,
  whom text not null check (char_length(whom) between 1 and 200),
  as_what text not null check (as_what in ('power-of-attorney', 'guardian', 'god-man', 'forvaltare', 'other')),
  foreign key (visit_id, office_id) references visit (id, office_id)
);
comment on table contact_asks_for is 'For whom and as what somebody says that they write (14–15 §§ förvaltningslagen): said, not looked up; what is looked up is a representation';
alter table contact_asks_for enable row level security;
create policy office on contact_asks_for using ((select scope_registers()) or office_id = any ((select scope_offices())::int[]));
grant select, insert on contact_asks_for to samtjanst_app;
