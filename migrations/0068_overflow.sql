-- Up Migration
-- Offices that help each other (ADR 16): what waits too long at one is answered at another. The contact stays where it came; the
-- office that helps has a contact of its own, with what it needs to answer and no more.

alter table visit
  add column away_to integer references office,
  add column came_from integer references office,
  add constraint away_is_elsewhere check (away_to <> office_id),
  add constraint came_from_elsewhere check (came_from <> office_id),
  add constraint what_came_from_another_office_goes_no_further check (away_to is null or came_from is null),
  drop constraint visit_closed_as_check,
  add constraint visit_closed_as_check check (closed_as in ('answered', 'left', 'no-answer-needed', 'junk', 'sent-back'));
comment on column visit.away_to is 'The office that answers it now, or that did; nobody takes or closes it here meanwhile';
comment on column visit.came_from is 'The office that it came to, where this one helps: it goes no further, and back when it is sent back';
grant update (away_to) on visit to samtjanst_app;

drop index visit_untaken;
create index visit_untaken on visit (office_id, opened_at) where taken_by is null and closed_at is null and away_to is null;

create or replace function contacts_found(of_office integer, words text, of_channel text, of_state text, of_officer integer,
  of_principal integer, skip integer, take integer)
returns table (id uuid) language sql stable security definer set search_path = public as $$
  select v.id from visit v
  where v.office_id = of_office and of_office = any (scope_offices())
    and v.search @@ to_tsquery('pg_catalog.simple', words)
    and (of_channel is null or v.channel = of_channel)
    and (of_state is null or case of_state when 'waiting' then v.taken_by is null and v.closed_at is null and v.away_to is null
      when 'open' then v.closed_at is null when 'closed' then v.closed_at is not null else false end)
    and (of_officer is null or (v.taken_by = of_officer and v.closed_at is null))
    and (of_principal is null or exists (
      select from matter m where m.office_id = of_office and m.principal_id = of_principal and m.visit_id = v.id))
  order by v.opened_at desc, v.id limit take offset skip
$$;

-- A promise that another office keeps is moved by the rule: then nobody in person has moved it.
alter table promise
  drop constraint moving_has_time_officer_and_reason,
  add constraint moving_has_time_and_reason check ((moved_at is null) = (moved_why is null) and (moved_by is null or moved_at is not null));
comment on column promise.moved_by is 'Absent when a rule of the area gave it to another office';

create table overflow_rule (
  id integer generated always as identity primary key,
  area_id integer not null references office_area,
  name text not null check (char_length(name) between 1 and 100),
  from_offices integer[] not null check (cardinality(from_offices) between 1 and 50 and array_position(from_offices, null) is null),
  to_offices integer[] not null check (cardinality(to_offices) between 1 and 50 and array_position(to_offices, null) is null),
  kinds text[] not null check (cardinality(kinds) between 1 and 4 and kinds <@ array['promise', 'email', 'web', 'letter']),
  principal_id integer references authority,
  task_id integer references task,
  level text not null check (level in ('signpost', 'guidance', 'e-service', 'personal-data', 'authority')),
  after_minutes integer check (after_minutes between 5 and 4800),
  promise_minutes integer check (promise_minutes between 5 and 4800),
  load_over integer check (load_over between 0 and 500),
  most_at_once integer not null check (most_at_once between 1 and 200),
  valid daterange not null check (not isempty(valid) and not lower_inf(valid)),
  follows integer unique references overflow_rule,
  made_at timestamptz not null,
  made_by text not null,
  ended_at timestamptz,
  ended_by text,
  constraint an_office_does_not_help_itself check (not from_offices && to_offices),
  constraint a_task_is_an_authoritys check (task_id is null or principal_id is not null),
  constraint a_promise_moves_before_it_breaks check (('promise' = any (kinds)) = (promise_minutes is not null)),
  constraint what_waits_moves_after_a_time check ((kinds && array['email', 'web', 'letter']) = (after_minutes is not null)),
  constraint ending_has_time_and_person check ((ended_at is null) = (ended_by is null))
);
comment on table overflow_rule is 'When which offices of an area answer for which others. One that changes is ended and followed by another, so that every move shows by what it was made';
comment on column overflow_rule.level is 'How far somebody at the receiving office must be allowed to go in each matter (law/decide.ts)';
comment on column overflow_rule.after_minutes is 'How long a contact has waited for somebody to take it, in minutes that its office was open';
comment on column overflow_rule.promise_minutes is 'How many open minutes are left at the promising office before the promise breaks';
comment on column overflow_rule.load_over is 'Open contacts for each officer who is there; null: whatever the load';
comment on column overflow_rule.most_at_once is 'How many may be at one receiving office at a time, for others and by whatever rule';
create index on overflow_rule (area_id) where ended_at is null;

-- Offices of one area and of one operator: between authorities there is secrecy (8 kap. 1 § offentlighets- och sekretesslagen
-- (2009:400)), and what is handed to another authority is a hand-over.
create function a_rule_joins_offices_of_one_area() returns trigger language plpgsql set search_path = public as $$
begin
  if (select count(*) from office where id = any (new.from_offices || new.to_offices) and area_id = new.area_id)
      <> (select count(distinct x) from unnest(new.from_offices || new.to_offices) x)
    or (select count(distinct operator_id) from office where id = any (new.from_offices || new.to_offices)) <> 1 then
    raise exception 'offices of one area and one operator' using errcode = 'check_violation',
      constraint = 'a_rule_joins_offices_of_one_area';
  end if;
  return new;
end $$;
create trigger a_rule_joins_offices_of_one_area before insert on overflow_rule
  for each row execute function a_rule_joins_offices_of_one_area();

create table overflow_move (
  id uuid primary key default uuidv7(),
  rule_id integer not null references overflow_rule,
  kind text not null check (kind in ('promise', 'email', 'web', 'letter')),
  visit_id uuid not null,
  from_office integer not null,
  moved_visit_id uuid not null unique,
  to_office integer not null,
  reference text not null,
  arrived_at timestamptz not null,
  waited_minutes integer not null check (waited_minutes >= 0),
  due_at timestamptz,
  keeper_id integer references officer,
  waiting_before integer not null,
  moved_at timestamptz not null,
  moved_by text not null,
  state text not null default 'there' check (state in ('there', 'answered', 'sent-back', 'taken-back')),
  answered_at timestamptz,
  ended_at timestamptz,
  ended_by text,
  why text check (char_length(why) between 1 and 500),
  foreign key (visit_id, from_office) references visit (id, office_id),
  foreign key (moved_visit_id, to_office) references visit (id, office_id),
  constraint it_goes_to_another_office check (from_office <> to_office),
  constraint a_promise_has_its_time_and_keeper check ((kind = 'promise') = (due_at is not null) and (kind = 'promise') = (keeper_id is not null)),
  constraint there_until_it_ends check ((state = 'there') = (ended_at is null)),
  constraint sent_back_for_a_reason check ((state = 'sent-back') = (why is not null))
);
comment on table overflow_move is 'A contact that another office answers: where it came, where it is answered, by which rule, and what came of it. Nothing of whom it is with';
comment on column overflow_move.reference is 'What the person was given where they turned to';
comment on column overflow_move.keeper_id is 'Who promised, and has it again when it comes back';
comment on column overflow_move.waiting_before is 'How many waited at the office that it came from, with it';
comment on column overflow_move.answered_at is 'When a promise was kept; of others, when the contact was ended';
create unique index a_contact_is_at_one_office on overflow_move (visit_id) where ended_at is null;
create index on overflow_move (visit_id);
create index on overflow_move (rule_id) where ended_at is null;
create index on overflow_move (to_office) where ended_at is null;
create index on overflow_move (from_office, moved_at desc);
create index on overflow_move (to_office, moved_at desc);

grant select, insert, update (ended_at, ended_by) on overflow_rule to samtjanst_app;
grant select, insert, update (state, ended_at, ended_by, why, answered_at) on overflow_move to samtjanst_app;

alter table overflow_rule enable row level security;
create policy its_area on overflow_rule using (area_id = any ((select scope_managed_areas())::int[]));
create policy its_offices_read on overflow_rule for select using ((select scope_registers())
  or from_offices && (select scope_front_offices())::int[] or to_offices && (select scope_front_offices())::int[]);
create policy who_makes_it_is_named on overflow_rule as restrictive for insert with check (made_by = (select scope_actor()));
alter table overflow_move enable row level security;
create policy its_offices_read on overflow_move for select using ((select scope_registers())
  or from_office = any ((select scope_front_offices())::int[])
  or to_office = any ((select scope_front_offices())::int[])
  or from_office = any ((select scope_area_offices())::int[]) or to_office = any ((select scope_area_offices())::int[]));
create policy moved_between_both on overflow_move for insert
  with check (from_office = any ((select scope_offices())::int[]) and to_office = any ((select scope_offices())::int[]));
create policy ended_between_both on overflow_move for update
  using (from_office = any ((select scope_offices())::int[]) and to_office = any ((select scope_offices())::int[]));

-- While another office answers a contact, nobody takes or ends it here.
create function while_away_it_is_answered_elsewhere() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if exists (select from overflow_move where visit_id = old.id and ended_at is null) then
    raise exception 'another office answers it' using errcode = 'check_violation',
      constraint = 'while_away_it_is_answered_elsewhere';
  end if;
  return new;
end $$;
create trigger while_away_it_is_answered_elsewhere before update on visit
  for each row when (old.away_to is not null and new.away_to is not null and old.closed_at is null
    and (new.taken_by is distinct from old.taken_by or new.closed_at is not null))
  execute function while_away_it_is_answered_elsewhere();

-- What was answered elsewhere is answered here, in the same transaction: with the answer, since it is here that the person may ask.
create function an_answer_elsewhere_is_one_here() returns trigger language plpgsql security definer set search_path = public as $$
declare m overflow_move;
begin
  update overflow_move set state = 'answered', ended_at = new.closed_at, ended_by = coalesce(scope_actor(), 'system'),
      answered_at = case when kind = 'promise'
        then (select max(p.kept_at) from promise p where p.visit_id = new.id) else new.closed_at end
    where moved_visit_id = new.id and ended_at is null returning * into m;
  if not found then return null; end if;
  insert into contact_text (visit_id, office_id, direction, at, author_id, principal_id, body)
    select m.visit_id, m.from_office, 'out', t.at, t.author_id, t.principal_id, t.body from contact_text t
    where t.visit_id = new.id and t.direction = 'out' and t.at >= m.moved_at order by t.at, t.id;
  update visit set closed_at = new.closed_at, closed_by = new.closed_by, closed_as = new.closed_as where id = m.visit_id;
  insert into event (actor, role, kind, subject, subject_id, office_id, details)
    values (coalesce(scope_actor(), 'system'), 'officer', 'answered-elsewhere', 'visit', m.visit_id::text, m.from_office,
      jsonb_build_object('by', m.to_office));
  return null;
end $$;
create trigger an_answer_elsewhere_is_one_here after update on visit
  for each row when (old.closed_at is null and new.closed_at is not null and new.came_from is not null
    and new.closed_as is distinct from 'sent-back')
  execute function an_answer_elsewhere_is_one_here();

-- What the person writes to the first office meanwhile, and how to reach them, goes where it is answered.
create function what_comes_in_meanwhile_follows() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into contact_text (visit_id, office_id, direction, at, principal_id, body)
    select m.moved_visit_id, m.to_office, 'in', new.at, new.principal_id, new.body from overflow_move m
    where m.visit_id = new.visit_id and m.ended_at is null;
  return null;
end $$;
create trigger what_comes_in_meanwhile_follows after insert on contact_text
  for each row when (new.direction = 'in') execute function what_comes_in_meanwhile_follows();
create function who_it_is_with_follows() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into contact_person (visit_id, office_id, name, phone, email, language, preferred, may_mail, protected)
    select m.moved_visit_id, m.to_office, new.name, new.phone, new.email, new.language, new.preferred, new.may_mail, new.protected
    from overflow_move m where m.visit_id = new.visit_id and m.ended_at is null
    on conflict (visit_id) do update set name = excluded.name, phone = excluded.phone, email = excluded.email,
      language = excluded.language, preferred = excluded.preferred, may_mail = excluded.may_mail,
      protected = excluded.protected, changed_at = clock_timestamp();
  return null;
end $$;
create trigger who_it_is_with_follows after insert or update on contact_person
  for each row execute function who_it_is_with_follows();

-- Of the offices of an area, by week of arrival: how many contacts came (visits and what others sent apart), how many somebody took,
-- and how long half of them waited for it. Numbers alone: an area manager reads no contact.
create function overflow_waits(of_area integer, from_day date)
returns table (office_id integer, week date, came bigint, taken bigint, median_minutes numeric)
language sql stable security definer set search_path = public as $$
  select v.office_id, date_trunc('week', v.opened_on)::date, count(*), count(coalesce(b.taken_at, v.taken_at)),
    round((percentile_cont(0.5) within group (order by extract(epoch from coalesce(b.taken_at, v.taken_at) - v.opened_at) / 60)
      filter (where coalesce(b.taken_at, v.taken_at) is not null))::numeric)
  from visit v
    left join overflow_move m on m.visit_id = v.id and m.state in ('there', 'answered')
    left join visit b on b.id = m.moved_visit_id
  where of_area = any (scope_managed_areas()) and v.office_id = any (scope_area_offices()) and v.office_id in (
      select id from office where area_id = of_area)
    and v.opened_on >= from_day and v.channel in ('email', 'web', 'letter') and v.came_from is null
  group by 1, 2
$$;
comment on function overflow_waits is 'What came to the offices of an area that the actor manages, by week, and how long half of it waited';
revoke all on function overflow_waits from public;
grant execute on function overflow_waits to samtjanst_app;
