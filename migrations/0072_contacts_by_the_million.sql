-- Up Migration
-- What a million contacts and three hundred thousand hand-overs take (bench/contacts/README.md has the figures).

-- Forty random bits as before, of eight bytes that a version 4 uuid leaves random, without a loop.
create or replace function random_reference() returns text language plpgsql volatile as $$
declare
  letters constant text := '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  b constant bytea := uuid_send(gen_random_uuid());
begin
  return substr(letters, (get_byte(b, 0) & 31) + 1, 1) || substr(letters, (get_byte(b, 1) & 31) + 1, 1)
    || substr(letters, (get_byte(b, 2) & 31) + 1, 1) || substr(letters, (get_byte(b, 3) & 31) + 1, 1) || '-'
    || substr(letters, (get_byte(b, 4) & 31) + 1, 1) || substr(letters, (get_byte(b, 5) & 31) + 1, 1)
    || substr(letters, (get_byte(b, 9) & 31) + 1, 1) || substr(letters, (get_byte(b, 10) & 31) + 1, 1);
end $$;

-- The history of who a contact is with, by a statement whose plan is kept: keep_history() makes one anew for every row.
create function keep_contact_person_history() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into contact_person_history values (new.visit_id, new.office_id, new.name, new.phone, new.email, new.language, new.preferred,
    new.may_mail, new.protected, new.changed_at, clock_timestamp(), scope_actor(), lower(tg_op));
  return new;
end $$;
create or replace trigger keep_history after insert or update on contact_person for each row
  execute function keep_contact_person_history();

-- The words of a subject, each with its office before it: '12 kontor'. In an index of these a search costs what its own office has,
-- and not what the whole network has: one on (office, words) reads every office's contacts with the word, and puts them aside.
-- In plpgsql, which keeps what it has read of itself for the next row: a function in SQL would be read anew for each that is written.
create function office_words(office integer, words tsvector) returns tsvector language plpgsql immutable strict parallel safe cost 1000
as $$ begin
  return regexp_replace(strip(words)::text, '(^| )''', '\1''' || office::text || ' ', 'g')::tsvector;
end $$;
comment on function office_words is 'The words with the office before each';
-- The new one first, so that there is one at all times.
create index visit_words on visit using gin (office_words(office_id, search)) with (fastupdate = off) where search is not null;
drop index visit_search;

-- What is asked, as the index has it. Where PostgreSQL makes a phrase of one word it is enough that all of it is there.
create function office_words_asked(office integer, words text) returns tsquery language sql immutable strict parallel safe
return replace(regexp_replace(to_tsquery('pg_catalog.simple', words)::text, '''([^'']+)''', '''' || office || ' \1''', 'g'),
  '<->', '&')::tsquery;
comment on function office_words_asked is 'What is searched for, with the office before each word';

-- As before it asks past row-level security and keeps the wall itself; without words it is for an authority's contacts. Three ways to
-- the same answer: what is open is little and is looked through; few are put in order; many are among the newest.
create or replace function contacts_found(of_office integer, words text, of_channel text, of_state text, of_officer integer,
  of_principal integer, skip integer, take integer)
returns table (id uuid) language plpgsql stable rows 50 security definer set search_path = public as $$
declare
  asked constant tsquery := to_tsquery('pg_catalog.simple', words);
  few constant integer := 1000;
  most integer;
  met integer;
  ids uuid[];
begin
  if not of_office = any (scope_offices()) then return; end if;
  if of_officer is not null or of_state in ('waiting', 'open') then
    return query select v.id from visit v
      where v.office_id = of_office and v.closed_at is null and (asked is null or v.search @@ asked)
        and (of_officer is null or (v.taken_by = of_officer and v.away_to is null))
        and (of_state is distinct from 'waiting' or (v.taken_by is null and v.away_to is null))
        and (of_channel is null or v.channel = of_channel) and (of_principal is null or exists (
          select from matter m where m.office_id = of_office and m.principal_id = of_principal and m.visit_id = v.id))
      order by v.opened_at desc, v.id limit take offset skip;
    return;
  end if;
  for tries in 1..2 loop
    -- One more than few is enough to know that they are many; the second time all of them are asked for.
    most := case tries when 1 then few + 1 end;
    if asked is not null then
      select count(*), array_agg(m.id order by m.opened_at desc, m.id) filter (where (of_channel is null or m.channel = of_channel)
          and (of_state is null or (of_state = 'closed' and m.closed_at is not null)) and (of_principal is null or exists (
            select from matter x where x.office_id = of_office and x.principal_id = of_principal and x.visit_id = m.id)))
        into met, ids
        from (select v.* from visit v where v.search is not null
          and office_words(v.office_id, v.search) @@ office_words_asked(of_office, words) limit most) m
        where m.office_id = of_office;
    else
      select count(*), array_agg(v.id order by v.opened_at desc, v.id) filter (where (of_channel is null or v.channel = of_channel)
          and (of_state is null or (of_state = 'closed' and v.closed_at is not null)))
        into met, ids
        from (select distinct x.visit_id from (select m.visit_id from matter m
          where m.office_id = of_office and m.principal_id = of_principal limit most) x) m join visit v on v.id = m.visit_id;
    end if;
    if tries = 2 or met <= few then
      return query select unnest(ids[skip + 1:skip + take]);
      return;
    end if;
    ids := array(select n.id from (
        select v.* from visit v where v.office_id = of_office order by v.opened_at desc, v.id limit 4 * few) n
      where (asked is null or n.search @@ asked) and (of_channel is null or n.channel = of_channel)
        and (of_state is null or (of_state = 'closed' and n.closed_at is not null)) and (of_principal is null or exists (
          select from matter m where m.office_id = of_office and m.principal_id = of_principal and m.visit_id = n.id))
      order by n.opened_at desc, n.id limit skip + take);
    if cardinality(ids) = skip + take then
      return query select unnest(ids[skip + 1:]);
      return;
    end if;
  end loop;
end $$;
comment on function contacts_found is 'Contacts of one of the actor''s offices that have the words and are of the authority, newest first';

-- How many an officer has at an office, and which: by the office too.
create index visit_taken_at on visit (taken_by, office_id, opened_at) where closed_at is null;
drop index visit_taken;

-- A side's open hand-overs in the order of their deadlines, with what their counts are made of, and all of a side's.
create index hand_over_open_of_authority on hand_over (principal_id, due_on, id) include (responsible, assigned_to, offered_by, office_id)
  where state not in ('closed', 'rerouted');
create index hand_over_open_of_office on hand_over (office_id, due_on, id) include (responsible, assigned_to, offered_by, principal_id)
  where state not in ('closed', 'rerouted');
create index hand_over_of_authority on hand_over (principal_id, id desc) include (office_id);
create index hand_over_of_office on hand_over (office_id, id desc) include (principal_id);
drop index hand_over_principal_id_due_on_idx, hand_over_office_id_due_on_idx, hand_over_principal_id_id_idx, hand_over_office_id_id_idx;
