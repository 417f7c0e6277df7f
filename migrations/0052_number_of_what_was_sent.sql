-- Up Migration
-- The desk asks of each agreement that a report names whether a copy has come. The number stands in what was sent, which is
-- long: kept beside it, it is asked for without reading that.
alter table agreement_copy add column sent_diary_number text generated always as (content ->> 'diaryNumber') stored;
comment on column agreement_copy.sent_diary_number is 'The diary number of the agreement as its copy says it (content); diary_number is that of Kammarkollegiet';
create index on agreement_copy (sent_diary_number) where state in ('sent', 'acknowledged');

-- As in 0016. What is generated is made after this trigger, of a content that may not change here.
create or replace function the_desk_only_acknowledges() returns trigger language plpgsql set search_path = public as $$
declare
  may text[] := '{state,diary_number,acknowledged_on,acknowledged_by,sent_diary_number}';
begin
  if new.state <> 'acknowledged' or old.state = 'acknowledged' or (to_jsonb(new) - may) is distinct from (to_jsonb(old) - may) then
    raise exception 'the desk acknowledges a copy, and changes nothing else of it' using errcode = 'check_violation',
      constraint = 'the_desk_only_acknowledges';
  end if;
  return new;
end $$;
