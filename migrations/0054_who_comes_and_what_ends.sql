-- Up Migration
-- Calls for help: who comes is an officer, a manager who is no officer, or whoever stands at a reception that is a device.
alter table desk_alarm add column acknowledged_user text references account_user;
alter table desk_alarm add column acknowledged_device integer references device;
alter table desk_alarm drop constraint acknowledged_by_somebody;
alter table desk_alarm add constraint acknowledged_by_somebody
  check (num_nonnulls(acknowledged_by, acknowledged_user, acknowledged_device) = (acknowledged_at is not null)::int);
comment on column desk_alarm.acknowledged_user is 'A manager who is no officer';
comment on column desk_alarm.acknowledged_device is 'A reception: nobody is signed in there';
alter table desk_alarm add column incident_user text references account_user;
alter table desk_alarm drop constraint an_incident_has_its_author;
alter table desk_alarm add constraint an_incident_has_its_author
  check (num_nonnulls(incident_by, incident_user) = (incident is not null)::int);
comment on column desk_alarm.incident_user is 'A manager who is no officer, who follows up what happened';
grant update (acknowledged_user, acknowledged_device, incident_user) on desk_alarm to samtjanst_app;

-- A visit ends with its ticket, whoever ends the ticket (migration 0045), and when the manager closes the desk where it goes on:
-- who opened it has left, and whoever helps the visitor next opens one of their own. What is ended so is told of in the audit,
-- in the same transaction: a visit is where acts in an authority's name are.
create or replace function visits_end_with_their_ticket() returns trigger language plpgsql security definer set search_path = public as $$
begin
  with ended as (
    update visit v set closed_at = greatest(new.step_at, v.opened_at), closed_by = v.opened_by
    from ticket_visit x join ticket t on t.id = x.ticket_id
    where x.ticket_id = new.id and v.id = x.visit_id and v.closed_at is null
      and (t.state in ('finished', 'left') or (t.state = 'waiting' and new.step_details ->> 'deskClosed' = 'true'))
    returning v.id, v.office_id
  )
  insert into event (actor, role, kind, subject, subject_id, office_id, details)
  select new.step_actor, new.step_role, 'visit-closed', 'visit', ended.id::text, ended.office_id,
    jsonb_build_object('with', case when new.state = 'waiting' then 'desk' else 'ticket' end, 'ticket', new.id, 'step', new.step_kind)
  from ended;
  return null;
end $$;
drop trigger visits_end_with_their_ticket on ticket;
create constraint trigger visits_end_with_their_ticket after update on ticket deferrable initially deferred
  for each row when (new.state in ('finished', 'left') or (new.state = 'waiting' and new.step_role = 'office-manager'))
  execute function visits_end_with_their_ticket();
