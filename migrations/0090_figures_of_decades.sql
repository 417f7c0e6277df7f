-- Up Migration
-- Years are added up to decades: thirteen years are two rows less the years around them, and two lists of times instead of thirteen.
do $$
declare
  of_family text;
  dims text;
  columns text;
begin
  foreach of_family in array array['contact_figure', 'matter_figure', 'task_figure', 'event_figure', 'hour_figure', 'time_figure'] loop
    execute format('alter table %1$I drop constraint %2$I, add constraint %2$I check (tier in (''d'', ''m'', ''y'', ''t''))',
      of_family, of_family || '_tier_check');
    continue when of_family = 'time_figure';
    select string_agg(quote_ident(a.attname), ', ' order by a.attnum) filter (where a.attnum = any (k.conkey)),
      string_agg(format('sum(%I)', a.attname), ', ' order by a.attnum) filter (where a.attnum <> all (k.conkey))
    into dims, columns
    from pg_attribute a join pg_constraint k on k.conrelid = a.attrelid and k.contype = 'p'
    where a.attrelid = of_family::regclass and a.attnum > 0 and not a.attisdropped and a.attname not in ('place', 'tier', 'period');
    execute format('insert into %1$I (place, tier, period, %2$s, %3$s)
      select place, ''t'', date_trunc(''decade'', period)::date, %2$s, %4$s from %1$I where tier = ''y'' group by 1, 3, %2$s',
      of_family, dims, replace(replace(columns, 'sum(', ''), ')', ''), columns);
  end loop;
end $$;

insert into time_figure (place, tier, period, kind, n, p50, p90, seconds, counts)
select d.place, 't', d.decade, d.kind, m.n, m.p50, m.p90, m.seconds, m.counts
from (
  select place, decade, kind, array_agg(s order by s) as seconds, array_agg(n order by s) as counts
  from (
    select g.place, date_trunc('decade', g.period)::date as decade, g.kind, x.s, sum(x.n)::int as n
    from time_figure g cross join lateral unnest(g.seconds, g.counts) as x(s, n)
    where g.tier = 'y' group by 1, 2, 3, 4) counted
  group by 1, 2, 3) d
cross join lateral add_times(d.seconds, d.counts, '{}', '{}') m;

comment on table contact_figure is 'Sums of contact facts. tier: d day, m month, y year, t ten years; period: its first day';
