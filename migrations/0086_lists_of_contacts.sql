-- Up Migration
-- An authority's contacts at an office were put in order a thousand at a time. They are found among the newest when there are many,
-- one matter asked for at a time until the page is full, and how many they are is counted in the index alone.
create or replace function contacts_found(of_office integer, words text, of_channel text, of_state text, of_officer integer,
  of_principal integer, skip integer, take integer)
returns table (id uuid) language plpgsql stable rows 50 security definer set search_path = public as $$
declare
  asked constant tsquery := to_tsquery('pg_catalog.simple', words);
  newest constant integer := 4000;
  few constant integer := case when words is null then 200 else 1000 end;
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
      if tries = 1 then
        select count(*) into met
          from (select from matter m where m.office_id = of_office and m.principal_id = of_principal limit most) m;
      end if;
      if tries = 2 or met <= few then
        select array_agg(v.id order by v.opened_at desc, v.id) filter (where (of_channel is null or v.channel = of_channel)
            and (of_state is null or (of_state = 'closed' and v.closed_at is not null)))
          into ids
          from (select distinct m.visit_id from matter m where m.office_id = of_office and m.principal_id = of_principal) m
            join visit v on v.id = m.visit_id;
      end if;
    end if;
    if tries = 2 or met <= few then
      return query select unnest(ids[skip + 1:skip + take]);
      return;
    end if;
    -- `limit 1` asks for each contact's matter by itself: `exists` would read all of the authority's first.
    ids := array(select n.id from (
        select v.* from visit v where v.office_id = of_office order by v.opened_at desc, v.id limit newest) n
        left join lateral (select true as its from matter m
          where m.office_id = of_office and m.principal_id = of_principal and m.visit_id = n.id limit 1) m on true
      where (asked is null or n.search @@ asked) and (of_channel is null or n.channel = of_channel)
        and (of_state is null or (of_state = 'closed' and n.closed_at is not null)) and (of_principal is null or m.its)
      order by n.opened_at desc, n.id limit skip + take);
    if cardinality(ids) = skip + take then
      return query select unnest(ids[skip + 1:]);
      return;
    end if;
  end loop;
end $$;

-- What an officer has is counted on each page of the list: in the index alone, as what waits is.
create index visit_of_officer on visit (taken_by, office_id, opened_at) where closed_at is null and away_to is null;
drop index visit_taken_at;
