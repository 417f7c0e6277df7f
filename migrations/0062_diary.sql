-- Up Migration
-- Diary numbers (5 kap. 1–2 §§ offentlighets- och sekretesslagen (2009:400)): of an authority or one of its boards, gapless
-- within a year and never used again. The database gives them: nobody chooses a number.

create table diary (
  id integer generated always as identity primary key,
  authority_id integer not null references authority,
  board text not null default '' check (board ~ '^[A-ZÅÄÖ0-9]{0,10}$'),
  name text not null check (length(name) between 1 and 120),
  pattern text not null check (length(pattern) <= 60),
  changed_at timestamptz not null,
  changed_by text not null references account_user,
  unique (authority_id, board),
  unique (id, authority_id),
  constraint a_pattern_has_year_and_serial check (pattern ~ '\{year\}' and pattern ~ '\{serial(:[1-9])?\}'
    and regexp_replace(pattern, '\{(year|board|class|serial(:[1-9])?)\}', '', 'g') !~ '[{}]'),
  constraint a_board_is_in_its_numbers check ((board = '') = (pattern !~ '\{board\}'))
);
comment on table diary is 'A diary of an authority or its board, and how its numbers are written: {year}-{serial:5}-{class} is 2019-00518-1.8';

create table diary_series (
  diary_id integer not null references diary,
  year integer not null check (year between 1990 and 2200),
  last_serial integer not null check (last_serial > 0),
  primary key (diary_id, year)
);
comment on table diary_series is 'The last number of a diary and year. Its row is locked by who registers until that is committed or undone: no gap, no number twice';

create table diary_entry (
  id uuid primary key default uuidv7(),
  diary_id integer not null,
  authority_id integer not null,
  year integer not null,
  serial integer not null check (serial > 0),
  number text not null,
  class text not null default '' check (class ~ '^[0-9A-Za-zÅÄÖåäö.]{0,20}$'),
  direction text not null check (direction in ('received', 'made')),
  dated_on date not null,
  counterpart text not null default '' check (length(counterpart) <= 200),
  subject text not null check (length(subject) between 1 and 300),
  counterpart_withheld boolean not null default true,
  subject_withheld boolean not null default false,
  hand_over_id uuid references hand_over,
  registered_at timestamptz not null,
  registered_by text not null references account_user,
  foreign key (diary_id, authority_id) references diary (id, authority_id),
  foreign key (diary_id, year) references diary_series,
  unique (diary_id, year, serial),
  unique (authority_id, number)
);
comment on table diary_entry is 'A registered document (5 kap. 2 § OSL): when it came in or was made, its number, from or to whom, and briefly what it concerns';
comment on column diary_entry.counterpart_withheld is 'Sender or recipient and subject may be withheld from the public (5 kap. 2 § second paragraph OSL); a person is, unless somebody says otherwise';
create unique index one_number_of_a_hand_over_and_diary on diary_entry (diary_id, hand_over_id) where hand_over_id is not null;
create index on diary_entry (authority_id, id desc);

-- As the owner: the application cannot write a series. The row's lock makes registering in one diary and year a sequence.
create function diary_gives_the_number() returns trigger language plpgsql security definer set search_path = public as $$
declare
  d diary;
  width text;
  written text;
begin
  select * into strict d from diary where id = new.diary_id;
  new.year := extract(year from (new.registered_at at time zone 'Europe/Stockholm'))::int;
  insert into diary_series as s (diary_id, year, last_serial) values (new.diary_id, new.year, 1)
    on conflict (diary_id, year) do update set last_serial = s.last_serial + 1 returning last_serial into new.serial;
  if d.pattern ~ '\{class\}' and new.class = '' then
    raise exception 'the class is missing' using errcode = 'check_violation', constraint = 'a_number_with_a_class_has_one';
  end if;
  width := substring(d.pattern from '\{serial:([1-9])\}');
  written := case when width is null then new.serial::text
    else lpad(new.serial::text, greatest(width::int, length(new.serial::text)), '0') end;
  new.number := regexp_replace(replace(replace(replace(d.pattern, '{year}', new.year::text), '{board}', d.board), '{class}', new.class),
    '\{serial(:[1-9])?\}', written);
  return new;
end $$;
create trigger diary_gives_the_number before insert on diary_entry for each row execute function diary_gives_the_number();

-- What anybody may read of an authority's diary: what is withheld is not there to be read.
create function diary_public(authority integer, before uuid, most integer)
returns table (id uuid, number text, direction text, dated_on date, counterpart text, subject text)
language sql stable security definer set search_path = public
begin atomic
  select e.id, e.number, e.direction, e.dated_on, case when e.counterpart_withheld then null else e.counterpart end,
    case when e.subject_withheld then null else e.subject end
  from diary_entry e where e.authority_id = authority and (before is null or e.id < before) order by e.id desc limit most;
end;

grant select, insert on diary, diary_entry to samtjanst_app;
grant select on diary_series to samtjanst_app;
grant update (pattern, name, changed_at, changed_by) on diary to samtjanst_app;
grant update (counterpart_withheld, subject_withheld) on diary_entry to samtjanst_app;
alter table diary enable row level security;
create policy receivers_read on diary for select using ((select scope_registers()) or authority_id = any ((select scope_receiving())::int[]));
create policy coordinators_open on diary for insert with check ((select scope_registers()) or authority_id = any ((select scope_authorities())::int[]));
create policy coordinators_change on diary for update using ((select scope_registers()) or authority_id = any ((select scope_authorities())::int[]));
alter table diary_series enable row level security;
create policy as_the_diary on diary_series for select using (exists (select from diary d where d.id = diary_id));
alter table diary_entry enable row level security;
create policy receivers on diary_entry for all using ((select scope_registers()) or authority_id = any ((select scope_receiving())::int[]));
