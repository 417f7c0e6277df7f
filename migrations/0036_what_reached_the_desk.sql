-- Up Migration
-- The desk sees what was sent (ADR 10): a report whose mail still waits, was refused or bounced has not been.

create function a_dispatch_left(mail uuid, received date) returns boolean
language sql stable security definer set search_path = public as $$
  select mail is null or received is not null
    or exists (select from outgoing_mail m where m.id = mail and m.state = 'sent')
$$;
comment on function a_dispatch_left is 'Whether a version handed over left: by letter, by a mail that the recipient''s server took, or it is received all the same';
revoke all on function a_dispatch_left from public;
grant execute on function a_dispatch_left to samtjanst_app;

alter policy own_or_sent_reads on annual_report_dispatch
  using (authority_id = any ((select scope_authorities())::int[])
    or ((select scope_supervision()) and a_dispatch_left(mail_id, received_on)));
alter policy own_or_desk_receives on annual_report_dispatch
  using (authority_id = any ((select scope_authorities())::int[])
    or ((select scope_supervision()) and a_dispatch_left(mail_id, received_on)));
alter policy own_authority_reads on report_event
  using (authority_id = any ((select scope_authorities())::int[])
    or ((select scope_supervision()) and kind in ('sent', 'received')
      and exists (select from annual_report_dispatch d where d.report_id = report_event.report_id)));

create or replace function report_dispatches(of_year integer) returns table (authority_id integer, report_id integer,
  version integer, how text, sent_on date, received_on date, diary_number text, supplements integer)
language sql stable security definer set search_path = public as $$
  select d.authority_id, d.report_id, d.version, d.how, d.sent_on, d.received_on, d.diary_number, v.supplements
  from annual_report_dispatch d join annual_report_version v using (report_id, version)
    left join outgoing_mail m on m.id = d.mail_id
  where d.year = of_year and (m.state is null or m.state not in ('failed', 'cancelled') or d.received_on is not null)
    and (scope_registers() or d.authority_id = any (scope_authorities())
      or (scope_supervision() and a_dispatch_left(d.mail_id, d.received_on)))
  order by d.authority_id, d.version, d.sent_on
$$;

-- What one authority has sent is found without asking each copy whose it is.
create function sent_agreements_of(of_authority integer) returns setof integer
language sql stable security definer set search_path = public as $$
  select p.agreement_id from agreement_party p where p.authority_id = of_authority and (select scope_supervision())
    and exists (select from agreement_copy c where c.agreement_id = p.agreement_id and c.state in ('sent', 'acknowledged'))
$$;
comment on function sent_agreements_of is 'To the desk: the agreements with an authority as a party of which any copy was sent';
revoke all on function sent_agreements_of from public;
grant execute on function sent_agreements_of to samtjanst_app;

-- A mail that was refused or bounced is tried anew where the recipient is today; nothing else of a mail is addressed anew.
grant update (recipients) on outgoing_mail to samtjanst_app;
create function only_a_new_try_is_addressed_anew() returns trigger language plpgsql as $$
begin
  if old.state <> 'failed' or new.state <> 'queued' then
    raise exception 'a mail keeps its recipients, but for a new try' using errcode = 'check_violation',
      constraint = 'only_a_new_try_is_addressed_anew';
  end if;
  return new;
end $$;
create trigger only_a_new_try_is_addressed_anew before update on outgoing_mail for each row
  when (new.recipients is distinct from old.recipients) execute function only_a_new_try_is_addressed_anew();
create function a_report_goes_where_its_mail_goes() returns trigger language plpgsql security definer set search_path = public as $$
begin
  update annual_report_dispatch set recipient = array_to_string(new.recipients, ', ') where mail_id = new.id;
  return null;
end $$;
create trigger a_report_goes_where_its_mail_goes after update on outgoing_mail for each row
  when (new.recipients is distinct from old.recipients) execute function a_report_goes_where_its_mail_goes();
