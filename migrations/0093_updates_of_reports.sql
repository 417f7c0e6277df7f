-- Up Migration
-- What was reported through another program is added to there, and confirmed or denied, as its reporter does it here with the secret link.
-- The event that it became; null: the report is not closed, so there is nothing to confirm or deny.
create function fault_say(r fault_report, what text, said text, said_at timestamptz) returns bigint
language plpgsql set search_path = public as $$
declare event bigint; added bigint;
begin
  if what <> 'add' and r.state <> 'closed' then return null; end if;
  if what = 'denied' then
    update fault_report set state = 'received', close_kind = null, closed_at = null, duplicate_of = null, expected_on = null,
      said_by_reporter = 'denied', updated_at = said_at where id = r.id;
    insert into fault_event (report_id, body_id, at, kind, public) values (r.id, r.body_id, said_at, 'reopened', true) returning id into event;
  elsif what = 'confirmed' and r.said_by_reporter is distinct from 'confirmed' then
    update fault_report set said_by_reporter = 'confirmed', updated_at = said_at where id = r.id;
    insert into fault_event (report_id, body_id, at, kind, public) values (r.id, r.body_id, said_at, 'confirmed', true) returning id into event;
  end if;
  if said <> '' then
    insert into fault_event (report_id, body_id, at, kind, public, words) values (r.id, r.body_id, said_at, 'added', false, said)
      returning id into added;
    update fault_report set updated_at = said_at where id = r.id;
  end if;
  if what = 'denied' then
    -- While it is open there, they have it; GeoReport v2 knows no way to open a request again.
    update fault_forward f set state = 'queued', round = f.round + 1, previous_id = coalesce(f.external_id, f.token), external_id = null,
        token = null, external_status = null, tries = 0, last_error = null, not_before = said_at, poll_at = null
      where f.report_id = r.id and f.body_id = r.body_id and f.state = 'sent' and f.external_status = 'closed'
        and exists (select from fault_forwarding w where w.body_id = f.body_id and w.active);
  end if;
  return coalesce(event, added, 0);
end $$;
comment on function fault_say is 'For fault_reporter_says and open311_update, which ask who it is';
revoke all on function fault_say from public;

create or replace function fault_reporter_says(of_reference text, of_secret_hash text, what text, said text, said_at timestamptz)
  returns text language plpgsql security definer set search_path = public as $$
declare r fault_report;
begin
  select * into r from fault_report where reference = of_reference and secret_hash = of_secret_hash for update;
  if r.id is null then return 'unknown'; end if;
  return case when fault_say(r, what, said, said_at) is null then 'not-closed' else 'done' end;
end $$;

create table fault_update (
  report_id uuid not null references fault_report,
  update_id text not null check (length(update_id) between 1 and 100),
  event_id bigint not null references fault_event,
  primary key (report_id, update_id)
);
comment on table fault_update is 'What another program calls an update that it has sent: sent twice, it is one';
alter table fault_update enable row level security;

-- The event; null: no report that this program made and that the body still has. A key that replaces another carries its name.
create function open311_update(of_key text, of_reference text, theirs text, status text, words text, written_at timestamptz, said_at timestamptz)
  returns bigint language plpgsql security definer set search_path = public as $$
declare r fault_report; event bigint; what text;
begin
  select f.* into r from open311_key k join open311_key made on made.body_id = k.body_id and made.name = k.name
    join fault_report f on f.key_id = made.id and f.body_id = k.body_id
  where k.key_hash = of_key and k.ended_at is null and f.reference = of_reference for update of f;
  if r.id is null then return null; end if;
  select event_id into event from fault_update where report_id = r.id and update_id = theirs;
  if event is not null then return event; end if;
  what := case
    when r.state <> 'closed' then 'add'
    -- Written before it was closed, it is about what was then; that program may not have asked us yet.
    when status in ('OPEN', 'REOPEN') and coalesce(written_at, said_at) > r.closed_at then 'denied'
    when status = 'FIXED' then 'confirmed'
    else 'add' end;
  event := fault_say(r, what, words || case when r.state <> 'closed' and status not in ('', 'OPEN') then E'\n(' || status || ')' else '' end, said_at);
  if theirs is not null then insert into fault_update (report_id, update_id, event_id) values (r.id, theirs, event); end if;
  return event;
end $$;
comment on function open311_update is 'What who reported through another program says there';
revoke all on function open311_update from public;
grant execute on function open311_update to samtjanst_app;
