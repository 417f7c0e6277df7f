-- Up Migration
-- The program never changes when, where or how a contact came: it has no right to. Who sets it right in the database itself (an
-- import that had the wrong year, a day that was another) marks it as well: of both days, with what is counted by the contact on other days.

create function mark_figures_by_visit(visit_id uuid) returns void
language sql security definer set search_path = public
begin atomic
  insert into figure_stale (office_id, day)
    select office_id, opened_on from visit where id = visit_id
    union select office_id, opened_on from visit where came_back_of = visit_id
    union select t.office_id, t.day from ticket_visit x join ticket t on t.id = x.ticket_id where x.visit_id = mark_figures_by_visit.visit_id
    union select office_id, swedish_day(due_at) from promise p where p.visit_id = mark_figures_by_visit.visit_id
    union select office_id, swedish_day(answered_at) from survey_answer s where s.visit_id = mark_figures_by_visit.visit_id
    union select e.office_id, swedish_day(e.at) from hand_over h join hand_over_event e on e.hand_over_id = h.id
      where h.visit_id = mark_figures_by_visit.visit_id;
end;
revoke all on function mark_figures_by_visit from public;

create function mark_figures_set_right() returns trigger language plpgsql security definer set search_path = public as $$
begin
  case tg_table_name
  when 'visit' then
    insert into figure_stale (office_id, day) values (old.office_id, old.opened_on);
    if tg_op = 'UPDATE' then perform mark_figures_by_visit(new.id); end if;
  when 'matter', 'act' then
    if tg_op = 'UPDATE' then perform mark_figures_by_visit(new.visit_id); end if;
    perform mark_figures_by_visit(old.visit_id);
  when 'promise' then
    insert into figure_stale (office_id, day) values (old.office_id, swedish_day(old.due_at));
  when 'survey_answer' then
    insert into figure_stale (office_id, day) values (old.office_id, swedish_day(old.answered_at));
  when 'hand_over_event' then
    insert into figure_stale (office_id, day) values (old.office_id, swedish_day(old.at));
    if tg_op = 'UPDATE' then insert into figure_stale (office_id, day) values (new.office_id, swedish_day(new.at)); end if;
  when 'office_open_day' then
    insert into figure_stale (office_id, day) values (old.office_id, old.day);
  end case;
  return null;
end $$;
-- For these columns alone: taking, closing and answering are not held up by it.
create trigger mark_figures_set_right after update of office_id, opened_at, opened_on, channel, came_back_of, came_from on visit
  for each row execute function mark_figures_set_right();
create trigger mark_figures_set_right after update of visit_id, office_id, task_id, principal_id on matter
  for each row execute function mark_figures_set_right();
create trigger mark_figures_set_right after update or delete on act for each row execute function mark_figures_set_right();
create trigger mark_figures_set_right after update of office_id, due_at on promise
  for each row execute function mark_figures_set_right();
create trigger mark_figures_set_right after update of office_id, answered_at on survey_answer
  for each row execute function mark_figures_set_right();
create trigger mark_figures_set_right after update or delete on hand_over_event
  for each row execute function mark_figures_set_right();
create trigger mark_figures_set_right after update of office_id, day on office_open_day
  for each row execute function mark_figures_set_right();
do $$
declare t text;
begin
  foreach t in array array['visit', 'promise', 'survey_answer', 'office_open_day'] loop
    execute format('create trigger mark_figures_gone after delete on %I for each row execute function mark_figures_set_right()', t);
  end loop;
end $$;
