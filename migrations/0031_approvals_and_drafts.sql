-- Up Migration
-- Approvals that stay; drafts that follow the agreement which they amend.

-- R14: the approval of an agreement and its revocation are each recorded once, and stay: acts were judged by them.
alter table agreement add constraint a_revocation_follows_an_approval
  check (approval_revoked_on is null or approved_on is not null);

create function an_approval_stays() returns trigger language plpgsql as $$
begin
  raise exception 'the approval is on record' using errcode = 'check_violation', constraint = 'an_approval_stays';
end $$;
create trigger an_approval_stays before update on agreement for each row
  when ((old.approved_on is not null and new.approved_on is distinct from old.approved_on)
    or (old.approval_revoked_on is not null and new.approval_revoked_on is distinct from old.approval_revoked_on))
  execute function an_approval_stays();

-- A draft amendment that another conclusion has overtaken may go on from the new version.
grant update (amends_version) on agreement_draft to samtjanst_app;
