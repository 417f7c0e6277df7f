-- Up Migration
-- 2 § lagen (1994:686): an amendment needs the Government's approval as the agreement did, and is not applied before it.
create table amendment_approval (
  agreement_id integer not null,
  version integer not null check (version > 1),
  approved_on date not null,
  decision text not null check (length(decision) between 1 and 300),
  recorded_at timestamptz not null default clock_timestamp(),
  recorded_by text default scope_actor(),
  primary key (agreement_id, version),
  foreign key (agreement_id, version) references agreement_version (agreement_id, version)
);
comment on table amendment_approval is 'The approval of an amendment by itself, where its law asks for one; recorded once, and it stays';
comment on column amendment_approval.version is 'The amended version. That of version 1 is the agreement''s own: agreement.approved_on';
grant select, insert on amendment_approval to samtjanst_app;
alter table amendment_approval enable row level security;
create policy as_the_version on amendment_approval for select
  using (exists (select from agreement_version v where (v.agreement_id, v.version) = (amendment_approval.agreement_id, amendment_approval.version)));
create policy a_party_records on amendment_approval for insert with check ((select scope_registers())
  or agreement_id in (select unnest(scope_own_agreements())));
create constraint trigger registers_have_changed after insert on amendment_approval
  deferrable initially deferred for each row execute function registers_have_changed();

create function only_where_amendments_are_approved() returns trigger language plpgsql as $$
begin
  if not exists (select from agreement a join regime r on r.id = a.regime_id
      where a.id = new.agreement_id and (r.rules ->> 'amendmentsApproved')::boolean) then
    raise exception 'the law of the agreement asks for no approval of amendments'
      using errcode = 'check_violation', constraint = 'only_where_amendments_are_approved';
  end if;
  return new;
end $$;
create trigger only_where_amendments_are_approved before insert on amendment_approval
  for each row execute function only_where_amendments_are_approved();
