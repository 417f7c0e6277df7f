-- Up Migration

-- The authority's part of an office's full-time equivalents is its share of the office's matters. Row-level security hides
-- the matters of others from a report author, so this counts them for the author and tells nothing but the number: no
-- task, no authority, no day. Only for offices where the author's own authority has an act that year.
create function matters_at_offices(of_year integer) returns table (office_id integer, matters bigint)
language sql stable security definer set search_path = public as $$
  select by_matter.office_id, count(*)
  from (select a.office_id, a.matter_id, bool_or(a.principal_id = any ((select scope_authorities())::int[])) as own
    from act a
    where a.acted_on >= make_date(of_year, 1, 1) and a.acted_on < make_date(of_year + 1, 1, 1)
    group by a.office_id, a.matter_id) by_matter
  group by by_matter.office_id having bool_or(by_matter.own)
$$;
comment on function matters_at_offices is 'How many matters, of whatever authority, each office worked with in a year: the number alone, for the share in item 3f of the annual report';
revoke all on function matters_at_offices from public;
grant execute on function matters_at_offices to samtjanst_app;
