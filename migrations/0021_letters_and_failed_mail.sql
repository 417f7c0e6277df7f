-- Up Migration
-- A report that goes as a letter leaves its failed mail behind, as a copy does (migration 0014): nobody can then try that
-- one too. The mail is locked in any case: whoever decides about it at the same time is before this or after it.
create function letter_leaves_its_mail() returns trigger language plpgsql security definer set search_path = public as $$
declare mail outgoing_mail;
begin
  select m.* into mail from annual_report_dispatch d join outgoing_mail m on m.id = d.mail_id
    where d.report_id = new.report_id and d.version = new.version and d.how = 'mail' for update of m;
  if mail.state = 'failed' then
    update outgoing_mail set state = 'cancelled' where id = mail.id;
    insert into outgoing_mail_event (mail_id, state, detail, actor) values (mail.id, 'cancelled', 'replaced', scope_actor());
  end if;
  return new;
end $$;
create trigger letter_leaves_its_mail before insert on annual_report_dispatch for each row
  when (new.how = 'letter') execute function letter_leaves_its_mail();
