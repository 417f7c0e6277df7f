-- Up Migration
-- Who has guessed too often is told when to try again.
drop function hand_over_of_code;
create function hand_over_of_code(asked text, code text, client_hash text, now timestamptz,
  out hand_over_id uuid, out free_at timestamptz)
language plpgsql security definer set search_path = public as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('follow ' || client_hash, 61));
  delete from follow_try t where t.at < now - interval '1 hour';
  -- The tenth wrong try of one address, or the fiftieth at one reference, has to be ten minutes old.
  free_at := greatest(
    (select t.at from follow_try t where t.client = client_hash order by t.at desc offset 9 limit 1),
    (select t.at from follow_try t where t.reference = asked order by t.at desc offset 49 limit 1)) + interval '10 minutes';
  if free_at > now then return; end if;
  free_at := null;
  select h.id into hand_over_id from hand_over h where h.reference = asked and h.code_sha256 = code
    order by h.state = 'rerouted', h.id desc limit 1;
  if hand_over_id is null then
    insert into follow_try (client, reference, at) values (client_hash, asked, now);
  end if;
end $$;
comment on function hand_over_of_code is 'The hand-over of a reference and a code; free_at: too many wrong tries, nothing was looked at, and when it will be again';
