-- Up Migration

create table county (
  code text primary key check (code ~ '^\d{2}$'),
  name text not null unique,
  iso text not null unique
);
comment on table county is 'Sweden''s 21 län';
create table municipality (
  code text primary key check (code ~ '^\d{4}$'),
  name text not null unique,
  county_code text not null references county,
  constraint a_municipality_lies_in_the_county_of_its_code check (left(code, 2) = county_code)
);
comment on table municipality is 'Sweden''s 290 kommuner';

create table authority (
  id integer generated always as identity primary key,
  org_number text unique check (org_number ~ '^\d{6}-\d{4}$'),
  name text not null unique,
  short_name text not null,
  kind text not null check (kind in ('state', 'municipality', 'region', 'social-insurance-office')),
  ended_on date,
  source text not null,
  verified_on date,
  constraint only_a_body_of_the_past_lacks_a_number check (org_number is not null or ended_on is not null)
);
comment on table authority is 'A party to agreements: state authority, municipality, region, or (before 2005) social insurance office';

create table service_region (
  id integer generated always as identity primary key,
  name text not null unique
);
comment on table service_region is 'A region of the performing organisation (seed 001 note 58)';
create table office_area (
  id integer generated always as identity primary key,
  region_id integer not null references service_region,
  name text not null unique
);
comment on table office_area is 'Kontorsområde: the offices of one area manager';

create table office_type (
  code text primary key,
  name_sv text not null,
  name_en text not null,
  staff_from integer,
  staff_to integer,
  days_from integer not null check (days_from between 1 and 7),
  days_to integer not null check (days_to between 1 and 7),
  opens time not null,
  closes time not null,
  lunch_closing text not null check (lunch_closing in ('never', 'as a rule', 'always')),
  summer_closing_weeks integer not null,
  open_on_bridge_days boolean not null,
  travelling_staff boolean not null,
  source text not null
);
comment on table office_type is 'What the type of an office says of its staff and opening hours (SSC guideline 2020, seed 001 §2.2)';

create table office (
  id integer generated always as identity primary key,
  code text not null unique,
  name text not null unique,
  type_code text not null references office_type,
  operator_id integer not null references authority,
  area_id integer references office_area,
  municipality_code text not null references municipality,
  locality text not null,
  latitude double precision not null check (latitude between 55 and 70),
  longitude double precision not null check (longitude between 10 and 25),
  open daterange not null,
  recorded_at timestamptz not null default clock_timestamp(),
  unique (id, operator_id)
);
comment on table office is 'An office where visitors are met; open: its first and last visiting day';
comment on column office.latitude is 'Degrees, WGS 84';
create index on office (area_id);

create table officer (
  id integer generated always as identity primary key,
  code text not null unique,
  name text not null,
  employer_id integer not null references authority,
  home_office_id integer not null references office,
  full_time_share numeric(3, 2) not null check (full_time_share > 0 and full_time_share <= 1),
  employed daterange not null,
  recorded_at timestamptz not null default clock_timestamp()
);
comment on table officer is 'Servicehandläggare: employed by a performing authority; what they may do for others follows from mandates';
create index on officer (home_office_id);

create table office_history (like office, known_at timestamptz not null, actor text, operation text not null);
create index on office_history (id, known_at desc);
create trigger keep_history after insert or update on office for each row execute function keep_history();
create function office_as_known(at timestamptz) returns setof office stable language sql as $$
  select distinct on (id) id, code, name, type_code, operator_id, area_id, municipality_code, locality, latitude, longitude,
    open, recorded_at from office_history where known_at <= at order by id, known_at desc
$$;
create table officer_history (like officer, known_at timestamptz not null, actor text, operation text not null);
create index on officer_history (id, known_at desc);
create trigger keep_history after insert or update on officer for each row execute function keep_history();
create function officer_as_known(at timestamptz) returns setof officer stable language sql as $$
  select distinct on (id) id, code, name, employer_id, home_office_id, full_time_share, employed, recorded_at
    from officer_history where known_at <= at order by id, known_at desc
$$;

create constraint trigger registers_have_changed after insert or update on office deferrable initially deferred
  for each row execute function registers_have_changed();
create constraint trigger registers_have_changed after insert or update on officer deferrable initially deferred
  for each row execute function registers_have_changed();

create table task (
  id integer generated always as identity primary key,
  code text not null unique,
  sphere text not null check (sphere in ('state', 'municipal', 'regional')),
  authority_id integer references authority,
  name_sv text not null,
  name_en text not null,
  words text not null default '',
  source text not null,
  constraint a_state_task_has_its_authority check ((sphere = 'state') = (authority_id is not null))
);
comment on table task is 'Förvaltningsuppgift that visitors come with; a municipal or regional one is done by many authorities';
comment on column task.words is 'Everyday words that find it';

create table authority_system (
  id integer generated always as identity primary key,
  code text not null unique,
  authority_id integer not null references authority,
  name text not null,
  unique (id, authority_id)
);
comment on table authority_system is 'A system of an authority that holds personal data';

create table reported_visits (
  year integer not null check (year between 1990 and 2100),
  visits integer not null check (visits >= 0),
  note text not null default '',
  source text not null,
  primary key (year, source)
);
comment on table reported_visits is 'Yearly national figures as others have reported them: never mixed with what is recorded here';

create table role_assignment (
  id integer generated always as identity primary key,
  user_id text not null references account_user,
  role text not null,
  authority_id integer references authority,
  office_id integer references office,
  granted_at timestamptz not null default now(),
  granted_by text,
  ended_at timestamptz,
  ended_by text,
  constraint each_role_has_its_own_kind_of_scope check (case role
    when 'officer' then office_id is not null and authority_id is null
    when 'coordinator' then authority_id is not null and office_id is null
    when 'report-author' then authority_id is not null and office_id is null
    when 'law-editor' then authority_id is null and office_id is null
    when 'administrator' then authority_id is null and office_id is null
    else false end)
);
comment on table role_assignment is 'Role × authority × office; a missing scope never means all, the constraint says which scope each role has';
create unique index one_open_assignment_each on role_assignment (user_id, role, authority_id, office_id)
  nulls not distinct where ended_at is null;
create table user_officer (
  user_id text primary key references account_user,
  officer_id integer not null unique references officer
);
comment on table user_officer is 'Which account is which officer';

grant select on county, municipality, authority, service_region, office_area, office_type, office, office_history,
  officer, officer_history, task, authority_system, reported_visits, role_assignment, user_officer to samtjanst_app;
grant insert on county, municipality, authority, service_region, office_area, office_type, office, officer, task,
  authority_system, reported_visits, role_assignment, user_officer to samtjanst_app;
grant update (open, name, type_code, area_id) on office to samtjanst_app;
grant update (employed, home_office_id, full_time_share) on officer to samtjanst_app;
grant update (ended_at, ended_by) on role_assignment to samtjanst_app;
