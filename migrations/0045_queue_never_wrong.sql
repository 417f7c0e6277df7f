-- Up Migration
-- A visit is open for as long as its ticket is in the line or with somebody. Whoever ends the ticket, whether they see visits or
-- not (a visitor by telephone, a kiosk that takes the first step of a new day), the visit ends with it. At the end of the
-- transaction, so that a command that asks first whether the visit may be closed still does.
create function visits_end_with_their_ticket() returns trigger language plpgsql security definer set search_path = public as $$
begin
  update visit v set closed_at = greatest(new.step_at, v.opened_at), closed_by = v.opened_by
  from ticket_visit x join ticket t on t.id = x.ticket_id
  where x.ticket_id = new.id and v.id = x.visit_id and v.closed_at is null and t.state in ('finished', 'left');
  return null;
end $$;
create constraint trigger visits_end_with_their_ticket after update on ticket deferrable initially deferred
  for each row when (new.state in ('finished', 'left')) execute function visits_end_with_their_ticket();

-- The last calls of an office, however long its history is (queue/queries.server.ts).
create index queue_event_calls on queue_event (office_id, at) where kind in ('called', 'announced');
