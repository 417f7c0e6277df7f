-- Up Migration
-- What one learns of contacts: what people ask, what the front desk is told back, a mapping of contacts (kartläggning), and what
-- people answer to one question after a contact.

-- One question after a contact (SKR's scale: 5 is 100, 4 is 75, 3 is 50, 2 is 25, 1 is 0). Who has the code answers, once for each
-- contact. The answer is nobody's: an office reads how many gave which, and no table that it sees says of which contact.
create table survey_invitation (
  visit_id uuid primary key,
  office_id integer not null,
  code text not null unique check (code ~ '^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$'),
  made_at timestamptz not null,
  foreign key (visit_id, office_id) references visit (id, office_id)
);
comment on table survey_invitation is 'The code by which one contact is answered for: 80 random bits, made when it is first given to the person';

create table survey_answer (
  visit_id uuid primary key,
  office_id integer not null,
  answered_at timestamptz not null,
  changed_at timestamptz check (changed_at >= answered_at),
  score smallint not null check (score between 1 and 5),
  foreign key (visit_id, office_id) references visit (id, office_id)
);
comment on table survey_answer is 'What was answered to the one question after a contact: 5 best, 1 worst. Anonymous: read as sums alone';
comment on column survey_answer.changed_at is 'When the person thought again, within a day of answered_at';
create index on survey_answer (office_id, answered_at);
alter table survey_invitation enable row level security;
alter table survey_answer enable row level security;
-- Recomputing figures reads all; nobody else reads one.
create policy sums_are_recomputed on survey_answer for select using ((select scope_registers()));
grant select on survey_answer to samtjanst_app;

create function survey_invite(of_visit uuid, of_office integer, now timestamptz) returns text
language plpgsql security definer set search_path = public as $$
declare made text;
begin
  select i.code into made from survey_invitation i where i.visit_id = of_visit;
  while made is null loop
    insert into survey_invitation (visit_id, office_id, code, made_at)
      values (of_visit, of_office, random_reference() || '-' || random_reference(), now)
      on conflict do nothing returning code into made;
    if made is null then select i.code into made from survey_invitation i where i.visit_id = of_visit; end if;
  end loop;
  return made;
end $$;
revoke all on function survey_invite from public;

create function survey_code(of_visit uuid, now timestamptz) returns text
language sql volatile security definer set search_path = public as $$
  select survey_invite(v.id, v.office_id, now) from visit v
  where v.id = of_visit and v.office_id = any (scope_offices()) and v.closed_as is distinct from 'junk'
$$;
comment on function survey_code is 'The code of a contact of the actor''s own office, to give to its person; null for another''s';
revoke all on function survey_code from public;
grant execute on function survey_code to samtjanst_app;

create function survey_code_of_ticket(hash text, now timestamptz) returns text
language sql volatile security definer set search_path = public as $$
  select survey_invite(last.visit_id, last.office_id, now) from (
    select x.visit_id, x.office_id from ticket t join ticket_visit x on x.ticket_id = t.id join visit v on v.id = x.visit_id
    where t.secret_hash = hash and t.state = 'finished' order by v.opened_at desc, v.id limit 1) last
$$;
comment on function survey_code_of_ticket is 'The code of the visit of a ticket that has been served, for who holds the ticket''s secret; null before';
revoke all on function survey_code_of_ticket from public;
grant execute on function survey_code_of_ticket to samtjanst_app;

-- Sixty days to answer, one to think again: ours.
create function survey_of_code(asked text, now timestamptz)
returns table (office text, score smallint, answered_at timestamptz, may_answer boolean)
language sql stable security definer set search_path = public as $$
  select f.name, a.score, a.answered_at,
    case when a.answered_at is null then now <= i.made_at + interval '60 days' else now <= a.answered_at + interval '1 day' end
  from survey_invitation i join office f on f.id = i.office_id left join survey_answer a on a.visit_id = i.visit_id
  where i.code = asked
$$;
revoke all on function survey_of_code from public;
grant execute on function survey_of_code to samtjanst_app;

create function answer_survey(asked text, given integer, now timestamptz) returns text
language plpgsql security definer set search_path = public as $$
declare
  invited survey_invitation;
  before timestamptz;
begin
  select * into invited from survey_invitation i where i.code = asked for update;
  if not found then return 'unknown-code'; end if;
  select a.answered_at into before from survey_answer a where a.visit_id = invited.visit_id;
  if before is null then
    if now > invited.made_at + interval '60 days' then return 'too-late'; end if;
    insert into survey_answer (visit_id, office_id, answered_at, score) values (invited.visit_id, invited.office_id, now, given);
    return 'answered';
  end if;
  if now > before + interval '1 day' then return 'too-late-to-change'; end if;
  update survey_answer set score = given, changed_at = greatest(now, answered_at)
    where visit_id = invited.visit_id and score <> given;
  return 'answered';
end $$;
comment on function answer_survey is 'Stores an answer, or another one within a day. Returns answered, unknown-code, too-late, too-late-to-change';
revoke all on function answer_survey from public;
grant execute on function answer_survey to samtjanst_app;

-- Whose figures an actor sees, by side. At the office they are exact; from outside what is small is not told (learning/rules).
create function learning_offices(side text) returns int[] language sql stable security definer set search_path = public as $$
  select case side
    when 'office' then scope_front_offices()
    when 'area' then (select coalesce(array_agg(id), '{}') from office where area_id = any (scope_list('app.areas')))
    when 'analyst' then (select coalesce(array_agg(id), '{}') from office where operator_id = any (scope_list('app.analysed')))
    else '{}'::int[] end
$$;
comment on function learning_offices is 'Offices whose questions the actor sees as office (exact), area or analyst (small counts withheld)';
create function learning_authorities() returns int[] language sql stable parallel safe
return scope_authorities() || scope_receiving();
comment on function learning_authorities is 'Authorities whose own part the actor sees';

-- The matters of a side that came in days, first to last. Only the functions below call it.
create function learning_matters(side text, first_day date, last_day date, of_office integer)
returns table (matter_id uuid, visit_id uuid, office_id integer, task_id integer, principal_id integer, opened_on date)
language sql stable security definer set search_path = public as $$
  select m.id, v.id, v.office_id, m.task_id, m.principal_id, v.opened_on
  from visit v join matter m on m.visit_id = v.id
  where v.opened_on between first_day and last_day and v.away_to is null and (v.closed_as is null or v.closed_as not in ('junk', 'sent-back'))
    and (of_office is null or v.office_id = of_office)
    and case side when 'authority' then m.principal_id = any ((select learning_authorities())::int[])
      else v.office_id = any ((select learning_offices(side))::int[]) end
$$;
revoke all on function learning_matters from public;

create function question_weeks(side text, first_day date, last_day date, of_office integer)
returns table (task_id integer, principal_id integer, week date, asked bigint)
language sql stable security definer set search_path = public as $$
  select q.task_id, q.principal_id, date_trunc('week', q.opened_on)::date, count(*)
  from learning_matters(side, first_day, last_day, of_office) q group by 1, 2, 3
$$;
comment on function question_weeks is 'How many asked each question (a task of an authority) in each week, by its Monday; a side sees its own part';
revoke all on function question_weeks from public;
grant execute on function question_weeks to samtjanst_app;

-- What became of questions, and how long they took: solved as the last act says and nobody came back of it.
create function question_ends(side text, first_day date, last_day date, of_office integer)
returns table (task_id integer, principal_id integer, channel text, asked bigint, solved bigint, partly bigint, passed_on bigint,
  came_back bigint, simple bigint, minutes double precision)
language sql stable security definer set search_path = public as $$
  select q.task_id, q.principal_id, v.channel, count(*),
    count(*) filter (where last.outcome = 'solved' and not back.there),
    count(*) filter (where last.outcome = 'partly' and not back.there),
    count(*) filter (where last.outcome in ('referred', 'handed-over')),
    count(*) filter (where back.there),
    count(*) filter (where last.simple),
    percentile_cont(0.5) within group (order by extract(epoch from v.closed_at - v.opened_at) / 60)
      filter (where v.channel in ('visit', 'phone'))
  from learning_matters(side, first_day, last_day, of_office) q join visit v on v.id = q.visit_id
    cross join lateral (select (array_agg(a.outcome order by a.acted_at desc, a.id desc))[1] as outcome,
      coalesce(bool_and(a.level in ('signpost', 'guidance', 'e-service')), false) as simple from act a where a.matter_id = q.matter_id) last
    cross join lateral (select exists (select from visit b where b.came_back_of = q.visit_id) as there) back
  where v.closed_at is not null
  group by 1, 2, 3
$$;
comment on function question_ends is 'What became of the questions of closed contacts. simple: guidance or help in an e-service was enough';
revoke all on function question_ends from public;
grant execute on function question_ends to samtjanst_app;

-- What forms of a word have in common: as contacts/rules/search-words.ts, whose test holds the two together.
create function word_stem(word text) returns text language sql immutable parallel safe as $$
  select coalesce((
    select left(word, -char_length(ending)) from unnest(array['arnas', 'ernas', 'ornas', 'andes', 'arna', 'erna', 'orna', 'ande',
      'ades', 'ade', 'ens', 'ets', 'ars', 'ers', 'en', 'et', 'ar', 'er', 'an', 'at', 'as', 'es', 'na', 'a', 'e', 'n', 't', 's'])
      with ordinality as x (ending, n)
    where right(word, char_length(ending)) = ending
      and char_length(word) - char_length(ending) >= case when char_length(ending) > 1 then 3 else 4 end
      and (char_length(ending) > 1 or substr(word, char_length(word) - 1, 1) <> ending)
    order by n limit 1), word)
$$;

-- Words, and pairs of words, that several contacts' subjects have. No subject leaves this function. From outside a word of fewer
-- than five is not told, and one person who writes again and again is one: contacts that come back of one another count as one.
create function question_words(side text, first_day date, last_day date, of_office integer, of_task integer, of_principal integer)
returns table (words text, contacts bigint) language sql stable security definer set search_path = public as $$
  with asked as (
    select distinct coalesce(v.came_back_of, v.id) as contact, v.id, lower(normalize(v.subject, NFC)) as subject
    from learning_matters(side, first_day, last_day, of_office) q join visit v on v.id = q.visit_id
    where v.subject is not null and (of_task is null or q.task_id = of_task)
      and (of_principal is null or q.principal_id = of_principal)),
  word as (
    select a.contact, a.id, t.n, t.word, word_stem(t.word) as stem,
      char_length(t.word) > 2 and t.word !~ '[0-9]' and t.word <> all ('{och,att,det,som,ett,för,med,till,den,har,man,hur,vad,var,när,kan,ska,jag,vill,min,mitt,mina,din,från,inte,eller,efter,vid,under,frågor,fråga,fråge,angående,ang,gäller,hej,undrar,behöver,hjälp,about,the,and,fwd,svar}'::text[]) as telling
    from asked a, regexp_split_to_table(a.subject, '[^[:alnum:]åäöé]+') with ordinality as t (word, n) where t.word <> ''),
  said as (
    select contact, stem as stems, word as words from word where telling
    union all
    select contact, stem || ' ' || next, word || ' ' || next_word from (
      select contact, telling, stem, word, lead(stem) over w as next, lead(word) over w as next_word, lead(telling) over w as next_telling
      from word window w as (partition by id order by n)) pair where telling and next_telling)
  select mode() within group (order by words), count(distinct contact) from said
  group by stems having count(distinct contact) >= case side when 'office' then 3 else 5 end
  order by 2 desc, char_length(stems) desc, 1 limit 60
$$;
comment on function question_words is 'Words that the subjects of several contacts have: three at the office, five outside it. Never a subject';
revoke all on function question_words from public;
grant execute on function question_words to samtjanst_app;

-- What a department tells the front desk of a task, shown at the desk in the matter. Followed by a new version, never changed.
create table guidance_note (
  task_id integer not null references task,
  principal_id integer not null references authority,
  version integer not null check (version > 0),
  body text check (char_length(body) between 1 and 600),
  written_at timestamptz not null,
  written_by text not null references account_user,
  primary key (task_id, principal_id, version)
);
comment on table guidance_note is 'What the responsible authority tells the front desk of a task, in versions; the last one holds';
comment on column guidance_note.body is 'Null: taken back';
alter table guidance_note enable row level security;
create policy whoever_works_here on guidance_note for select using ((select scope_actor()) is not null);
create policy its_coordinator on guidance_note for insert
  with check (principal_id = any ((select scope_authorities())::int[]) and written_by = (select scope_actor()));
grant select, insert on guidance_note to samtjanst_app;

-- A mapping study (kartläggning, seed 004): during chosen weeks each contact's kind, extent and handling is noted.
create table mapping_study (
  id integer generated always as identity primary key,
  name text not null check (char_length(name) between 1 and 120),
  purpose text not null default '' check (char_length(purpose) <= 500),
  first_on date not null,
  last_on date not null,
  made_at timestamptz not null,
  made_by text not null references account_user,
  constraint it_ends_after_it_begins check (last_on >= first_on),
  constraint at_most_half_a_year check (last_on < first_on + 184)
);
comment on table mapping_study is 'Days during which contacts are mapped. An entry belongs to its contact; which studies count it follows from day, office and authority';
create table mapping_study_office (
  study_id integer not null references mapping_study,
  office_id integer not null references office,
  primary key (study_id, office_id)
);
create index on mapping_study_office (office_id);
create table mapping_study_principal (
  study_id integer not null references mapping_study,
  principal_id integer not null references authority,
  primary key (study_id, principal_id)
);
comment on table mapping_study_principal is 'Only contacts with a matter of these authorities; none: every contact';

create table mapping_entry (
  visit_id uuid primary key,
  office_id integer not null,
  kind text not null check (kind in ('information', 'guidance', 'form-help', 'application', 'decision', 'complaint', 'other')),
  extent text not null check (extent in ('to-5', 'to-10', 'to-20', 'to-30', 'to-60', 'over-60')),
  handling text not null check (handling in ('solved', 'partly', 'handed-over')),
  complexity text not null check (complexity in ('simple', 'some', 'complex')),
  suits text not null check (suits in ('yes', 'training', 'mandate', 'no')),
  measured_minutes integer check (measured_minutes >= 0),
  noted_at timestamptz not null,
  noted_by integer not null references officer,
  foreign key (visit_id, office_id) references visit (id, office_id)
);
comment on table mapping_entry is 'What a contact was, as its officer notes it during a study: kind, extent, handling, and whether it suits the front desk';
comment on column mapping_entry.measured_minutes is 'What the extent was prefilled with';
alter table mapping_study enable row level security;
create policy whoever_works_here on mapping_study for select using ((select scope_actor()) is not null);
create policy whose_it_is on mapping_study for insert with check (made_by = (select scope_actor()));
alter table mapping_study_office enable row level security;
create policy whoever_works_here on mapping_study_office for select using ((select scope_actor()) is not null);
create policy ones_own_offices on mapping_study_office for insert with check (office_id = any ((select scope_managed_offices())::int[])
  or office_id = any ((select learning_offices('area'))::int[]));
alter table mapping_study_principal enable row level security;
create policy whoever_works_here on mapping_study_principal for select using ((select scope_actor()) is not null);
create policy of_ones_own_study on mapping_study_principal for insert
  with check (exists (select from mapping_study s where s.id = study_id and s.made_by = (select scope_actor())));
alter table mapping_entry enable row level security;
create policy office on mapping_entry using ((select scope_registers()) or office_id = any ((select scope_offices())::int[]));
grant select, insert on mapping_study, mapping_study_office, mapping_study_principal to samtjanst_app;
grant select, insert, update (kind, extent, handling, complexity, suits, noted_at, noted_by) on mapping_entry to samtjanst_app;

-- The closed contacts of a study that a side sees.
create function study_contacts(of_study integer, side text)
returns table (visit_id uuid, office_id integer, channel text) language sql stable security definer set search_path = public as $$
  select v.id, v.office_id, v.channel
  from mapping_study s join mapping_study_office o on o.study_id = s.id
    join visit v on v.office_id = o.office_id and v.opened_on between s.first_on and s.last_on
  where s.id = of_study and v.closed_at is not null and v.closed_as is distinct from 'junk'
    and (not exists (select from mapping_study_principal p where p.study_id = s.id) or exists (
      select from mapping_study_principal p join matter m on m.principal_id = p.principal_id
      where p.study_id = s.id and m.visit_id = v.id))
    and case side when 'authority' then exists (select from matter m where m.visit_id = v.id
        and m.principal_id = any ((select learning_authorities())::int[]))
      else v.office_id = any ((select learning_offices(side))::int[]) end
$$;
revoke all on function study_contacts from public;

create function study_coverage(of_study integer, side text)
returns table (office_id integer, contacts bigint, mapped bigint) language sql stable security definer set search_path = public as $$
  select c.office_id, count(*), count(e.visit_id)
  from study_contacts(of_study, side) c left join mapping_entry e on e.visit_id = c.visit_id group by 1
$$;
comment on function study_coverage is 'How many of a study''s contacts are mapped, by office';
revoke all on function study_coverage from public;
grant execute on function study_coverage to samtjanst_app;

create function study_counts(of_study integer, side text)
returns table (channel text, kind text, extent text, handling text, complexity text, suits text, contacts bigint)
language sql stable security definer set search_path = public as $$
  select c.channel, e.kind, e.extent, e.handling, e.complexity, e.suits, count(*)
  from study_contacts(of_study, side) c join mapping_entry e on e.visit_id = c.visit_id group by 1, 2, 3, 4, 5, 6
$$;
comment on function study_counts is 'The mapped contacts of a study, counted by all that was noted';
revoke all on function study_counts from public;
grant execute on function study_counts to samtjanst_app;

-- By question: a contact with matters of two authorities is counted at both, and an authority sees its own alone.
create function study_questions(of_study integer, side text)
returns table (task_id integer, principal_id integer, extent text, handling text, complexity text, suits text, contacts bigint)
language sql stable security definer set search_path = public as $$
  select m.task_id, m.principal_id, e.extent, e.handling, e.complexity, e.suits, count(*)
  from study_contacts(of_study, side) c join mapping_entry e on e.visit_id = c.visit_id join matter m on m.visit_id = c.visit_id
  where side <> 'authority' or m.principal_id = any ((select learning_authorities())::int[])
  group by 1, 2, 3, 4, 5, 6
$$;
comment on function study_questions is 'The same by question, a task of an authority';
revoke all on function study_questions from public;
grant execute on function study_questions to samtjanst_app;

create function survey_scores(side text, first_day date, last_day date)
returns table (office_id integer, score smallint, answers bigint) language sql stable security definer set search_path = public as $$
  select s.office_id, s.score, s.answers from (
    select a.office_id, a.score, count(*) as answers, sum(count(*)) over (partition by a.office_id) as of_office from survey_answer a
    where a.office_id = any ((select learning_offices(side))::int[])
      and (a.answered_at at time zone 'Europe/Stockholm')::date between first_day and last_day
    group by 1, 2) s
  where s.of_office >= 5
$$;
comment on function survey_scores is 'Answers after contacts by score, of the actor''s own offices; nothing of an office that has fewer than five, also to itself';
revoke all on function survey_scores from public;
grant execute on function survey_scores to samtjanst_app;
