-- Up Migration
-- What somebody has applied for is the matter: who is barred from the matter by a conflict of interest reads it no more than its
-- thread (16–18 §§ förvaltningslagen (2017:900)). Its files and its outcome are seen as it is.
create policy nobody_barred on form_submission as restrictive for all
  using (matter_id is null or matter_id <> all ((select barred_matters())::uuid[]))
  with check (true);

-- That there is one, and no more, is told to who is barred.
create function application_barred(asked uuid, out reference text, out authority text, out declared_at timestamptz)
language sql stable security definer set search_path = public
begin atomic
  select s.reference, p.name, c.declared_at from form_submission s join authority p on p.id = s.authority_id
    join conflict_of_interest c on c.matter_id = s.matter_id and c.user_id = scope_actor() and c.lifted_at is null
  where s.id = asked;
end;
comment on function application_barred is 'What who is barred from an application may know of it: that there is one';
