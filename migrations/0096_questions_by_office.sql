-- Up Migration
-- One office seen from outside is withheld beside the others: all of them are counted at once.
create function question_weeks_by_office(side text, first_day date, last_day date)
returns table (office_id integer, task_id integer, principal_id integer, week date, asked bigint)
language sql stable security definer set search_path = public as $$
  select q.office_id, q.task_id, q.principal_id, date_trunc('week', q.opened_on)::date, count(*)
  from learning_matters(side, first_day, last_day, null) q group by 1, 2, 3, 4
$$;
comment on function question_weeks_by_office is 'question_weeks for each office of a side';
revoke all on function question_weeks_by_office from public;
grant execute on function question_weeks_by_office to samtjanst_app;
