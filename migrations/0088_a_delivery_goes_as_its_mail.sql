-- Up Migration
-- What is delivered by mail has not arrived when it lies in the outbox: it is delivered when the mail is sent, and has failed when the
-- mail has, also when its server said so afterwards (a bounce).
alter table hand_over_delivery drop constraint hand_over_delivery_state_check;
alter table hand_over_delivery add constraint hand_over_delivery_state_check
  check (state in ('waiting', 'posted', 'delivered', 'failed'));
comment on column hand_over_delivery.state is 'posted: its mail lies in the outbox';

create function delivery_goes_as_its_mail() returns trigger language plpgsql security definer set search_path = public as $$
begin
  update hand_over_delivery set
    state = case when new.state = 'sent' then 'delivered' when new.state in ('failed', 'cancelled') then 'failed' else 'posted' end,
    delivered_at = case when new.state = 'sent' then new.sent_at end,
    -- Both sides read it, and neither the other's addresses: the server's number alone.
    last_error = case when new.state in ('failed', 'cancelled')
      then coalesce(substring(new.last_error from '\m[45]\.\d{1,3}\.\d{1,3}\M'), substring(new.last_error from '\m[45]\d\d\M'), new.state) end
  where id = substring(new.mail_key from 20)::uuid and channel <> 'webhook';
  return null;
end $$;
create trigger delivery_goes_as_its_mail after update on outgoing_mail for each row
  when (new.state is distinct from old.state and new.mail_key like 'hand-over-delivery:%') execute function delivery_goes_as_its_mail();

update hand_over_delivery d set state = 'failed', delivered_at = null, last_error = m.state from outgoing_mail m
where m.mail_key = 'hand-over-delivery:' || d.id and m.state in ('failed', 'cancelled');
update hand_over_delivery d set state = 'posted', delivered_at = null from outgoing_mail m
where m.mail_key = 'hand-over-delivery:' || d.id and m.state in ('queued', 'sending', 'uncertain');
