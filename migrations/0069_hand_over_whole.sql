-- Up Migration
-- What came back goes on; a conflict of interest is lifted by who answers for it; a representation is what something rests on.

-- A matter that came back as wrongly guided goes on at another authority, also after the contact was closed: the front desk
-- adds it to that contact for this alone.
alter table matter add column goes_on_from uuid references hand_over;
comment on column matter.goes_on_from is 'The hand-over that came back, and that the front desk added this matter to send on: the only one that a closed contact takes';
create index on matter (goes_on_from) where goes_on_from is not null;
create function matter_is_of_an_open_contact() returns trigger language plpgsql set search_path = public as $$
begin
  perform from visit v where v.id in (select visit_id from added) and v.import_id is null for share;
  if exists (select from added a where a.goes_on_from is not null and not exists (select from hand_over h
      where h.id = a.goes_on_from and h.visit_id = a.visit_id and h.state in ('refused', 'returned')))
    or exists (select from added a join visit v on v.id = a.visit_id
      where v.closed_at is not null and v.import_id is null and a.goes_on_from is null) then
    raise exception 'the visit is closed' using errcode = 'check_violation', constraint = 'visit_is_open';
  end if;
  return null;
end $$;
drop trigger visit_is_open on matter;
create trigger visit_is_open after insert on matter referencing new table as added
  for each statement execute function matter_is_of_an_open_contact();

-- The person keeps the reference and the code that they were given: what goes on has them too, and they open what it is now.
alter table hand_over drop constraint hand_over_reference_key;
alter table hand_over add constraint a_reference_is_one_matter_under_way
  exclude using btree (reference with =) where (state <> 'rerouted') deferrable initially deferred;
create index hand_over_by_reference on hand_over (reference);
create unique index a_hand_over_goes_on_once on hand_over (continues) where continues is not null;
comment on column hand_over.reference is 'What the person is given; one that goes on at another authority keeps it';
create or replace function hand_over_of_code(asked text, code text, client_hash text, now timestamptz,
  out hand_over_id uuid, out too_many boolean)
language plpgsql security definer set search_path = public as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('follow ' || client_hash, 61));
  delete from follow_try t where t.at < now - interval '1 hour';
  too_many := (select count(*) from follow_try t where t.client = client_hash and t.at > now - interval '10 minutes') >= 10
    or (select count(*) from follow_try t where t.reference = asked and t.at > now - interval '10 minutes') >= 50;
  if too_many then return; end if;
  select h.id into hand_over_id from hand_over h where h.reference = asked and h.code_sha256 = code
    order by h.state = 'rerouted', h.id desc limit 1;
  if hand_over_id is null then
    insert into follow_try (client, reference, at) values (client_hash, asked, now);
  end if;
end $$;

drop function hand_over_goes_on;

-- How the person wants it answered.
alter table hand_over add column answer_in text check (answer_in in ('plain', 'en'));
comment on column hand_over.answer_in is 'The person has asked for the answer in plain Swedish or in English';
grant update (answer_in) on hand_over to samtjanst_app;

alter table hand_over_event drop constraint hand_over_event_kind_check;
alter table hand_over_event add constraint hand_over_event_kind_check check (kind in ('offered', 'accepted', 'taken-over',
  'released', 'refused', 'returned', 'asked', 'answered-back', 'answered-first', 'answered-final', 'closed', 'reopened',
  'sent-on', 'rerouted', 'escalated', 'warned', 'noted', 'oral-noted', 'informed', 'document-handed', 'number-set',
  'conflict-declared', 'conflict-lifted', 'representation-noted', 'representation-looked-up', 'language-asked'));

-- Jäv is lifted by who answers for that side, never by who declared it. A row that was lifted stays; it is declared anew.
alter table conflict_of_interest drop constraint conflict_of_interest_matter_id_user_id_key;
alter table conflict_of_interest
  add column side text check (side in ('front-desk', 'receiver')),
  add column lifted_at timestamptz,
  add column lifted_by text references account_user,
  add column lifted_why text check (length(lifted_why) between 3 and 500),
  add constraint lifting_has_time_person_and_reason check (num_nulls(lifted_at, lifted_by, lifted_why) in (0, 3)),
  add constraint nobody_lifts_their_own check (lifted_by <> user_id);
update conflict_of_interest set side = case when officer_id is null then 'receiver' else 'front-desk' end;
alter table conflict_of_interest alter column side set not null;
comment on table conflict_of_interest is 'Jäv (16–18 §§ förvaltningslagen): until it is lifted the database takes no step and no act in the matter by that person, and shows them nothing of its thread';
comment on column conflict_of_interest.side is 'Whose person it is. Its own side alone reads the reason, and who answers for that side lifts it';
create unique index one_conflict_of_interest_stands on conflict_of_interest (matter_id, user_id) where lifted_at is null;
create index on conflict_of_interest (user_id) where lifted_at is null;
create function what_was_lifted_stays() returns trigger language plpgsql as $$
begin
  raise exception 'it was lifted' using errcode = 'check_violation', constraint = 'what_was_lifted_stays';
end $$;
create trigger what_was_lifted_stays before update on conflict_of_interest
  for each row when (old.lifted_at is not null) execute function what_was_lifted_stays();
grant update (lifted_at, lifted_by, lifted_why) on conflict_of_interest to samtjanst_app;

create or replace function nobody_with_a_conflict_of_interest() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if tg_table_name = 'act' then
    if exists (select from conflict_of_interest c where c.matter_id = new.matter_id and c.lifted_at is null
        and (c.officer_id = new.officer_id or c.user_id = new.actor)) then
      raise exception 'a conflict of interest was declared' using errcode = 'check_violation', constraint = 'nobody_with_a_conflict_of_interest';
    end if;
  elsif exists (select from conflict_of_interest c join hand_over h on h.matter_id = c.matter_id
      where h.id = new.hand_over_id and c.user_id = new.actor and c.lifted_at is null) then
    raise exception 'a conflict of interest was declared' using errcode = 'check_violation', constraint = 'nobody_with_a_conflict_of_interest';
  end if;
  return new;
end $$;

-- Who is barred at the front desk is barred from what goes on from it as well.
create function conflict_of_interest_goes_on() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into conflict_of_interest (matter_id, office_id, principal_id, user_id, officer_id, declared_at, reason, side)
  select new.matter_id, new.office_id, new.principal_id, c.user_id, c.officer_id, c.declared_at, c.reason, c.side
  from conflict_of_interest c join hand_over h on h.matter_id = c.matter_id
  where h.id = new.continues and c.side = 'front-desk' and c.lifted_at is null
  on conflict do nothing;
  return null;
end $$;
create trigger conflict_of_interest_goes_on after insert on hand_over for each row when (new.continues is not null)
  execute function conflict_of_interest_goes_on();

create function barred_matters() returns uuid[] language sql stable security definer set search_path = public
begin atomic
  select coalesce(array_agg(c.matter_id), '{}') from conflict_of_interest c where c.user_id = scope_actor() and c.lifted_at is null;
end;
comment on function barred_matters is 'Matters that the actor is barred from by a conflict of interest';
create function barred_hand_overs() returns uuid[] language sql stable security definer set search_path = public
begin atomic
  select coalesce(array_agg(h.id), '{}') from hand_over h where h.matter_id in (
    select c.matter_id from conflict_of_interest c where c.user_id = scope_actor() and c.lifted_at is null);
end;
comment on function barred_hand_overs is 'Hand-overs that the actor is barred from by a conflict of interest';
-- That there is one, and no more, is told to who is barred.
create function hand_over_barred(asked uuid, out reference text, out authority text, out declared_at timestamptz)
language sql stable security definer set search_path = public
begin atomic
  select h.reference, p.name, c.declared_at from hand_over h join authority p on p.id = h.principal_id
    join conflict_of_interest c on c.matter_id = h.matter_id and c.user_id = scope_actor() and c.lifted_at is null
  where h.id = asked;
end;
comment on function hand_over_barred is 'What who is barred from a hand-over may know of it: that there is one';

drop policy both_sides on conflict_of_interest;
create policy own_side on conflict_of_interest for select using ((select scope_registers()) or user_id = (select scope_actor())
  or (side = 'front-desk' and office_id = any ((select scope_front_offices())::int[]))
  or (side = 'receiver' and principal_id = any ((select scope_receiving())::int[])));
create policy one_declares_ones_own on conflict_of_interest for insert with check (user_id = scope_actor()
  and (side = 'front-desk' and office_id = any ((select scope_front_offices())::int[])
    or side = 'receiver' and principal_id = any ((select scope_receiving())::int[])));
create policy who_answers_for_the_side_lifts on conflict_of_interest for update
  using ((side = 'front-desk' and office_id = any ((select scope_managed_offices())::int[]))
    or (side = 'receiver' and principal_id = any ((select scope_authorities())::int[])))
  with check (lifted_by = scope_actor());

-- Representation belongs to a matter, with its secrecy. What rests on one names it, and the database asks whether it holds.
alter table hand_over_representation rename to representation;
alter table representation
  drop constraint hand_over_representation_powers_check,
  add constraint powers_in_words check (length(powers) <= 500),
  alter column hand_over_id drop not null,
  alter column seq drop not null,
  add column matter_id uuid references matter,
  add column covers text check (covers in ('everything', 'authority', 'task', 'other')),
  add column ended_on date,
  add column ended_by text references account_user,
  add column ended_why text check (length(ended_why) between 3 and 300);
-- What nobody has said to cover the matter covers it not: it is looked up again.
update representation r set covers = 'other', matter_id = (select h.matter_id from hand_over h where h.id = r.hand_over_id);
alter table representation
  alter column matter_id set not null,
  alter column covers set not null,
  add constraint ending_has_day_person_and_reason check (num_nulls(ended_on, ended_by, ended_why) in (0, 3)),
  add constraint noted_in_a_hand_over_by_an_event check ((hand_over_id is null) = (seq is null));
comment on table representation is 'Who speaks for the person in a matter (14–15 §§ förvaltningslagen; 11 kap. föräldrabalken): extent, proof and days, and who looked it up';
comment on column representation.covers is 'Everything, all with this authority, this task; other: not this matter, and nothing here rests on it';
comment on column representation.ended_on is 'The first day on which it no longer holds, as it was found';
create index on representation (matter_id);
create table representation_lookup (
  id integer generated always as identity primary key,
  representation_id integer not null references representation,
  matter_id uuid not null references matter,
  office_id integer not null,
  principal_id integer not null,
  at timestamptz not null,
  by text not null references account_user,
  found text not null check (found in ('holds', 'ended', 'not-found')),
  note text not null default '' check (length(note) <= 300)
);
comment on table representation_lookup is 'Each time that somebody looked up whether a representation holds, and what they found';
create index on representation_lookup (representation_id);
insert into representation_lookup (representation_id, matter_id, office_id, principal_id, at, by, found)
  select id, matter_id, office_id, principal_id, looked_up_at, looked_up_by, 'holds' from representation;
grant select, insert on representation_lookup to samtjanst_app;
grant update (ended_on, ended_by, ended_why) on representation to samtjanst_app;
alter table representation_lookup enable row level security;
create policy both_sides on representation_lookup for all using ((select scope_registers())
  or office_id = any ((select scope_front_offices())::int[]) or principal_id = any ((select scope_receiving())::int[]));
create function what_has_ended_stays() returns trigger language plpgsql as $$
begin
  raise exception 'it has ended' using errcode = 'check_violation', constraint = 'what_has_ended_stays';
end $$;
create trigger what_has_ended_stays before update on representation
  for each row when (old.ended_on is not null) execute function what_has_ended_stays();

alter table act add column representation_id integer references representation;
comment on column act.representation_id is 'By whom the person was represented; null: the person themself';
alter table hand_over_event add column representation_id integer references representation;
comment on column hand_over_event.representation_id is 'By whom the person was represented; null: the person themself';
create function rests_on_a_representation_that_holds() returns trigger language plpgsql security definer set search_path = public as $$
declare
  asked_matter uuid;
  asked_day date;
begin
  if tg_table_name = 'act' then
    asked_matter := new.matter_id;
    asked_day := new.acted_on;
  else
    select h.matter_id into asked_matter from hand_over h where h.id = new.hand_over_id;
    asked_day := (new.at at time zone 'Europe/Stockholm')::date;
  end if;
  perform from representation r where r.id = new.representation_id and r.matter_id = asked_matter
    and r.valid @> asked_day and (r.ended_on is null or r.ended_on > asked_day) and r.covers <> 'other' for share;
  if not found then
    raise exception 'the representation does not hold' using errcode = 'check_violation', constraint = 'rests_on_a_representation_that_holds';
  end if;
  return new;
end $$;
create trigger rests_on_a_representation_that_holds before insert on act for each row
  when (new.representation_id is not null) execute function rests_on_a_representation_that_holds();
create trigger rests_on_a_representation_that_holds before insert on hand_over_event for each row
  when (new.representation_id is not null) execute function rests_on_a_representation_that_holds();

-- Who is barred reads nothing of the thread.
do $$
declare t text;
begin
  foreach t in array array['hand_over_event', 'hand_over_message', 'hand_over_document', 'hand_over_delivery'] loop
    execute format('create policy nobody_barred on %I as restrictive for all
      using (hand_over_id <> all ((select barred_hand_overs())::uuid[]))', t);
  end loop;
  foreach t in array array['representation', 'representation_lookup'] loop
    execute format('create policy nobody_barred on %I as restrictive for all
      using (matter_id <> all ((select barred_matters())::uuid[]))', t);
  end loop;
end $$;
create policy nobody_barred on hand_over as restrictive for all using (id <> all ((select barred_hand_overs())::uuid[]));

-- Promises that are about to break, and those that have: what the job that warns of them asks every minute.
create index promise_to_keep on promise (due_at) where kept_at is null and moved_at is null;
