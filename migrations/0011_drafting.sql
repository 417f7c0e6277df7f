-- Up Migration
-- The life of an agreement before and beside its versions: drafts, agreed terms, contacts, the plan, the checklists.

create table agreement_draft (
  id integer generated always as identity primary key,
  author_id integer not null references authority,
  amends_agreement_id integer references agreement,
  amends_version integer,
  parties integer[] not null,
  content jsonb not null,
  revision integer not null default 1,
  state text not null default 'open' check (state in ('open', 'concluded', 'discarded')),
  agreement_id integer references agreement,
  changed_at timestamptz not null default clock_timestamp(),
  changed_by text not null,
  constraint an_amendment_names_what_it_amends check ((amends_agreement_id is null) = (amends_version is null)),
  constraint a_concluded_draft_has_its_agreement check ((state = 'concluded') = (agreement_id is not null))
);
comment on table agreement_draft is 'A new agreement or an amendment while it is written; content: src/drafting/draft.ts, DraftContent. Binds nobody';
comment on column agreement_draft.parties is 'Copied from the content: whose coordinators may read it';
comment on column agreement_draft.revision is 'Grows with each change; who writes names the one that they read';
create index on agreement_draft (author_id) where state = 'open';
create index on agreement_draft (amends_agreement_id);

-- What each save said stays, whoever wrote after.
create table agreement_draft_history (like agreement_draft, known_at timestamptz not null, actor text, operation text not null);
create index on agreement_draft_history (id, revision);
create trigger keep_history after insert or update on agreement_draft for each row execute function keep_history();

create function a_concluded_draft_stays() returns trigger language plpgsql as $$
begin
  raise exception 'the draft is closed' using errcode = 'check_violation', constraint = 'a_concluded_draft_stays';
end $$;
create trigger a_concluded_draft_stays before update on agreement_draft for each row
  when (old.state <> 'open') execute function a_concluded_draft_stays();

create table agreement_version_terms (
  agreement_id integer not null,
  version integer not null,
  first_answer_days integer check (first_answer_days between 0 and 365),
  final_answer_days integer check (final_answer_days between 0 and 365),
  notice_months integer check (notice_months between 0 and 60),
  recorded_at timestamptz not null default clock_timestamp(),
  primary key (agreement_id, version),
  foreign key (agreement_id, version) references agreement_version (agreement_id, version),
  constraint the_final_answer_comes_last check (final_answer_days >= first_answer_days)
);
comment on table agreement_version_terms is 'Service levels of a version, in working days, and its notice period in months';

create table agreement_contact (
  id integer generated always as identity primary key,
  agreement_id integer not null,
  version integer not null,
  authority_id integer not null,
  function text not null,
  email text not null default '',
  phone text not null default '',
  foreign key (agreement_id, version) references agreement_version (agreement_id, version),
  foreign key (agreement_id, authority_id) references agreement_party (agreement_id, authority_id)
);
comment on table agreement_contact is 'Whom to turn to at each party, by function, as a version names them';
create index on agreement_contact (agreement_id, version);

create table agreement_step (
  id integer generated always as identity primary key,
  agreement_id integer not null references agreement,
  author_id integer not null references authority,
  planned_on date not null,
  title text not null,
  remaining text not null default '',
  state text not null default 'planned' check (state in ('planned', 'done', 'cancelled')),
  draft_id integer references agreement_draft,
  recorded_at timestamptz not null default clock_timestamp(),
  foreign key (agreement_id, author_id) references agreement_party (agreement_id, authority_id)
);
comment on table agreement_step is 'A coming step of an agreement that grows: on a day, some offices join';
create index on agreement_step (agreement_id, planned_on);
create table agreement_step_office (
  step_id integer not null references agreement_step,
  office_id integer not null references office,
  primary key (step_id, office_id)
);
comment on table agreement_step_office is 'The offices that join in a planned step';

create table checklist_item (
  id integer generated always as identity primary key,
  agreement_id integer not null,
  authority_id integer not null references authority,
  list text not null check (list in ('joining', 'leaving')),
  code text,
  title text not null,
  responsible text not null default '',
  due_on date,
  done_on date,
  done_by text,
  recorded_at timestamptz not null default clock_timestamp(),
  foreign key (agreement_id, authority_id) references agreement_party (agreement_id, authority_id),
  constraint what_is_done_was_done_by_somebody check ((done_on is null) = (done_by is null))
);
comment on table checklist_item is 'What an authority ticks off itself when it joins or leaves; what the registers can tell is not stored';
create unique index on checklist_item (agreement_id, authority_id, list, code) where code is not null;

grant select, insert on agreement_draft, agreement_version_terms, agreement_contact, agreement_step, agreement_step_office,
  checklist_item to samtjanst_app;
grant select on agreement_draft_history to samtjanst_app;
grant update (parties, content, revision, state, agreement_id, changed_at, changed_by) on agreement_draft to samtjanst_app;
grant update (state, remaining, draft_id) on agreement_step to samtjanst_app;
grant update (done_on, done_by) on checklist_item to samtjanst_app;

do $$
declare t text;
begin
  foreach t in array array['agreement_draft', 'agreement_draft_history'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy parties_read on %I for select using ((select scope_registers())
      or author_id = any ((select scope_authorities())::int[]) or parties && (select scope_authorities())::int[])', t);
  end loop;
  foreach t in array array['agreement_version_terms', 'agreement_contact'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy parties_read on %I for select using ((select scope_registers())
      or agreement_id = any ((select scope_agreements())::int[]))', t);
    execute format('create policy own_parties_add on %I for insert with check ((select scope_registers())
      or agreement_id = any ((select scope_own_agreements())::int[]))', t);
  end loop;
end $$;
create policy author_opens on agreement_draft for insert with check ((select scope_registers())
  or author_id = any ((select scope_authorities())::int[]));
create policy author_changes on agreement_draft for update using ((select scope_registers())
  or author_id = any ((select scope_authorities())::int[]));

alter table agreement_step enable row level security;
create policy parties_read on agreement_step for select using ((select scope_registers())
  or agreement_id = any ((select scope_own_agreements())::int[]));
create policy author_plans on agreement_step for insert with check ((select scope_registers())
  or author_id = any ((select scope_authorities())::int[]));
create policy author_changes on agreement_step for update using ((select scope_registers())
  or author_id = any ((select scope_authorities())::int[]));
alter table agreement_step_office enable row level security;
create policy as_the_step on agreement_step_office using (exists (select from agreement_step s where s.id = step_id));
-- What an authority has left to do is its own.
alter table checklist_item enable row level security;
create policy own_authority on checklist_item using ((select scope_registers())
  or authority_id = any ((select scope_authorities())::int[]));

-- Until now an agreement came by import. A coordinator concludes one: between its row and its parties it is nobody's, and
-- who works for an authority may write both; an agreement without parties never outlives its transaction.
create function agreement_without_parties(agreement integer) returns boolean language sql stable parallel safe
  security definer set search_path = public
return not exists (select from agreement_party p where p.agreement_id = agreement);
create policy written_by_an_authority on agreement for insert
  with check (cardinality((select scope_authorities())) > 0);
create policy read_back_by_its_writer on agreement for select
  using (cardinality((select scope_authorities())) > 0 and agreement_without_parties(id));
create policy written_by_an_authority on agreement_party for insert
  with check (cardinality((select scope_authorities())) > 0 and agreement_without_parties(agreement_id));
create function an_agreement_has_its_parties() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if (select count(*) from agreement_party p where p.agreement_id = new.id) < 2 or not (scope_registers() or exists (
      select from agreement_party p where p.agreement_id = new.id and p.authority_id = any (scope_authorities()))) then
    raise exception 'an agreement has two parties, and who writes it is one' using errcode = 'check_violation',
      constraint = 'an_agreement_has_its_parties';
  end if;
  return null;
end $$;
create constraint trigger an_agreement_has_its_parties after insert on agreement deferrable initially deferred
  for each row execute function an_agreement_has_its_parties();

-- The parties of an agreement read what has happened to it, whoever of them did it.
create policy parties_read_of_their_agreement on event for select using (subject = 'agreement'
  and subject_id = any ((select scope_own_agreements())::text[]));
