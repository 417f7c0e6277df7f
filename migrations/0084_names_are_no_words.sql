-- Up Migration
-- What five contacts have in common may be somebody's name: outside the office no word is told that the name of a person has, of those
-- whose contacts are asked about, nor its genitive. A word that is both is not told either.
create or replace function question_words(side text, first_day date, last_day date, of_office integer, of_task integer, of_principal integer)
returns table (words text, contacts bigint) language sql stable security definer set search_path = public as $$
  with asked as (
    select distinct coalesce(v.came_back_of, v.id) as contact, v.id, lower(normalize(v.subject, NFC)) as subject
    from learning_matters(side, first_day, last_day, of_office) q join visit v on v.id = q.visit_id
    where v.subject is not null and (of_task is null or q.task_id = of_task)
      and (of_principal is null or q.principal_id = of_principal)),
  name as (
    select t.word
    from (select distinct q.visit_id from learning_matters(side, first_day, last_day, of_office) q where side <> 'office') v
      join contact_person p on p.visit_id = v.visit_id,
      regexp_split_to_table(lower(normalize(p.name, NFC)), '[^[:alnum:]åäöé]+') as t (word)
    where p.name is not null and t.word <> ''),
  word as (
    select a.contact, a.id, t.n, t.word, word_stem(t.word) as stem,
      char_length(t.word) > 2 and t.word !~ '[0-9]' and t.word <> all ('{och,att,det,som,ett,för,med,till,den,har,man,hur,vad,var,när,kan,ska,jag,vill,min,mitt,mina,din,från,inte,eller,efter,vid,under,frågor,fråga,fråge,angående,ang,gäller,hej,undrar,behöver,hjälp,about,the,and,fwd,svar}'::text[])
        and t.word not in (select word from name) and regexp_replace(t.word, 's$', '') not in (select word from name) as telling
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
comment on function question_words is 'Words that the subjects of several contacts have: three at the office, five outside it, where no name is told. Never a subject';
