// Each step makes its rows out of the number n of a contact, 1 the oldest; `h(n, k)` is a number that follows from n and looks drawn.
// The newest hundredth and a bit is what is open now.

const OPEN_FROM = '(:contacts * 0.988)';

export const STEPS: readonly { readonly says: string; readonly sql: string }[] = [
  {
    says: 'who, where and when',
    sql: `
      create function pg_temp.h(n bigint, k int) returns bigint language sql immutable parallel safe
        return hashint8extended(n, k) & 2147483647;
      create temporary table filled_office as
        select row_number() over (order by o.id) - 1 as nr, o.id from office o where o.code like 'crowd-%';
      create temporary table filled_officer as
        select o.home_office_id as office_id, o.id, 'crowd' || lower(o.code) as user_id,
          row_number() over (partition by o.home_office_id order by o.id) - 1 as nr
        from officer o where o.code like 'CROWD-%';
      create temporary table filled_task as
        select row_number() over (order by t.id) - 1 as nr, t.id, t.authority_id,
          (select v.agreement_id from agreement_task v where v.task_id = t.id and v.principal_id = t.authority_id limit 1) as agreement_id
        from task t where t.authority_id is not null;
      create temporary table made as
      select n, uuidv7(b.at - now()) as id, f.id as office_id, o.id as officer_id, o.user_id, b.at as opened_at, d.day as opened_on,
        d.in2, d.in5, d.in10, c.channel, t.id as task_id, t.authority_id as principal_id, t.agreement_id,
        case when pg_temp.h(n, 5) % 3 = 0 and c.channel = 'visit' then null else s.text end as subject,
        n > ${OPEN_FROM} as open, n > ${OPEN_FROM} and c.channel in ('email', 'web') and pg_temp.h(n, 9) % 10 < 4 as waiting,
        n <= ${OPEN_FROM} or pg_temp.h(n, 10) % 2 = 0 as has_matter
      from generate_series(1, :contacts::bigint) n
        cross join lateral (select floor(147 * power(pg_temp.h(n, 1) / 2147483648.0, 2))::int % (select count(*) from filled_office) as nr) x
        join filled_office f on f.nr = x.nr
        join filled_officer o on o.office_id = f.id and o.nr = pg_temp.h(n, 2) % 4
        join filled_day d on d.nr = (n - 1) * (select count(*) from filled_day) / :contacts
        cross join lateral (select (d.day + interval '8 hours' + ((n * (select count(*) from filled_day)) % :contacts) * 32400.0 / :contacts
          * interval '1 second') at time zone 'Europe/Stockholm' as at) b
        cross join lateral (select case when r < 35 then 'visit' when r < 70 then 'phone' when r < 85 then 'email' when r < 95 then 'web'
          else 'letter' end as channel from (select pg_temp.h(n, 3) % 100 as r) drawn) c
        join filled_subject s on s.nr = pg_temp.h(n, 4) % (select count(*) from filled_subject)
        join filled_task t on t.nr = pg_temp.h(n, 6) % (select count(*) from filled_task);
      analyze made`,
  },
  {
    says: 'contacts',
    sql: `
      insert into visit (id, office_id, opened_by, opened_at, opened_on, closed_at, closed_by, channel, reference, subject, taken_by,
        taken_at, closed_as, received_key)
      select m.id, m.office_id, case when not m.waiting then m.officer_id end, m.opened_at, m.opened_on,
        case when not m.open then m.opened_at + interval '11 minutes' end, case when not m.open then m.officer_id end, m.channel,
        substr(r.code, 1, 4) || '-' || substr(r.code, 5), m.subject, case when not m.waiting then m.officer_id end,
        case when not m.waiting then m.opened_at end, case when not m.open and m.channel <> 'visit' then 'answered' end,
        case m.channel when 'email' then '<' || m.n || '@example.se>' when 'web' then 'form ' || md5(m.n::text) end
      from made m
        -- Forty bits that follow from n and are no other's: an odd factor turns them around, and nothing meets.
        cross join lateral (select (m.n * 668265261233::numeric % 1099511627776)::bigint as bits) b
        cross join lateral (select string_agg(substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', (1 + (b.bits >> (5 * i)) % 32)::int, 1), ''
          order by i) as code from generate_series(0, 7) i) r
      order by m.n`,
  },
  {
    says: 'persons',
    sql: `
      insert into contact_person (visit_id, office_id, name, phone, email, language, preferred, may_mail, changed_at)
      select id, office_id, 'Kim Provdal ' || pg_temp.h(n, 11) % 40000, case when channel = 'phone' then '070' || lpad((n % 10000000)::text, 7, '0') end,
        case when channel in ('email', 'web') then 'kim' || pg_temp.h(n, 11) % 40000 || '@example.se' end, null,
        case channel when 'phone' then 'phone' when 'letter' then 'letter' else 'email' end, channel = 'web', opened_at
      from made where channel in ('email', 'web', 'letter') or (channel = 'phone' and n % 3 = 0) order by n;
      insert into contact_person_history
      select p.*, p.changed_at, m.user_id, 'insert' from made m join contact_person p on p.visit_id = m.id`,
  },
  {
    says: 'what was said and written',
    sql: `
      insert into contact_text (visit_id, office_id, direction, at, written_at, author_id, body)
      select m.id, m.office_id, x.direction, m.opened_at + x.after, m.opened_at + x.after,
        case when x.direction = 'out' or m.channel in ('phone', 'letter') then m.officer_id end,
        case x.direction when 'in' then 'Hej! Det gäller ' || coalesce(m.subject, 'ett ärende')
          || '. Jag har väntat i tre veckor och vet inte vart jag ska vända mig. Vad behöver jag ta med mig? Vänliga hälsningar'
          else 'Hej! Tack för ditt meddelande. Ta med legitimation och brevet som du har fått, så hjälper vi dig på kontoret. Vänliga hälsningar' end
      from made m join (values ('in', interval '0'), ('out', interval '9 minutes')) x (direction, after)
        on x.direction = 'in' or (m.channel in ('email', 'web') and not m.open)
      where m.channel <> 'visit' order by m.n`,
  },
  {
    says: 'matters and acts',
    sql: `
      insert into matter (visit_id, office_id, task_id, principal_id, added_at, added_by)
      select id, office_id, task_id, principal_id, opened_at + interval '1 minute', officer_id
      from made where has_matter and not waiting order by n;
      create temporary table filled_matter as
      select m.*, t.id as matter_id, row_number() over (order by m.n) as k
      from made m join matter t on t.visit_id = m.id;
      analyze filled_matter;
      insert into act (matter_id, visit_id, task_id, principal_id, office_id, officer_id, actor, role, level, help_form, outcome, acted_at,
        acted_on, agreement_id, agreement_version, channel)
      select matter_id, id, task_id, principal_id, office_id, officer_id, user_id, 'officer',
        case when agreement_id is null then 'signpost' else 'guidance' end, case when channel = 'visit' then 'desk' else 'remote' end,
        case when k % 33 < 10 then 'handed-over' else 'solved' end, opened_at + interval '5 minutes', opened_on,
        agreement_id, case when agreement_id is not null then 1 end, channel
      from filled_matter where not open or k % 33 < 10 order by n`,
  },
  {
    says: 'promises',
    sql: `
      insert into promise (visit_id, office_id, officer_id, promised_at, promised_by, due_at, what, kept_at, kept_by, kept_how)
      select id, office_id, officer_id, opened_at + interval '8 minutes', officer_id, (in2 + time '15:00') at time zone 'Europe/Stockholm',
        'Ringer upp med besked', case when not open then opened_at + interval '10 minutes' end, case when not open then officer_id end,
        case when not open then 'phone' end
      from made where channel = 'phone' and not waiting and n % 8 = 0 order by n`,
  },
  {
    says: 'hand-overs',
    sql: `
      create temporary table filled_hand_over as
      select m.*, uuidv7(opened_at + interval '6 minutes' - now()) as hand_over_id, x.state, x.events,
        'receiver' || principal_id || '-' || 1 + k % 4 as receiver
      from filled_matter m
        cross join lateral (select case when n < :contacts * 0.96 then 'closed'
          else (array['offered', 'accepted', 'accepted', 'asked', 'answered', 'closed', 'closed', 'closed'])[1 + pg_temp.h(n, 12) % 8] end as state) s
        join (values ('offered', 1), ('accepted', 2), ('asked', 3), ('answered', 3), ('closed', 4)) x (state, events) on x.state = s.state
      where k % 33 < 10
      order by n desc limit (:contacts * 0.3)::int;
      analyze filled_hand_over;
      insert into hand_over (id, reference, code_sha256, matter_id, visit_id, task_id, principal_id, office_id, offered_by, offered_at,
        offered_on, agreement_id, agreement_version, terms_from, first_days, final_days, first_answer_due, final_answer_due, reached_by,
        reached_on, arrived_on, wants, done, consent, reach_by, reach, state, counted_from, due_on, assigned_to, first_answered_at,
        final_answered_at, closed_at, solved, event_seq)
      select hand_over_id, substr(r.code, 1, 4) || '-' || substr(r.code, 5), encode(sha256(('hand-over ' || n)::bytea), 'hex'), matter_id, id,
        task_id, principal_id, office_id, user_id, opened_at + interval '6 minutes', opened_on, agreement_id,
        case when agreement_id is not null then 1 end, 'default', 2, 10, in2, in10, 'system', opened_on, opened_on,
        coalesce(subject, 'Besked i ärendet') || '. Personen undrar vad som händer nu och när det kommer ett besked.',
        'Kontrollerat att anmälan har kommit fram.', 'given', 'code', '', state, opened_on,
        case state when 'asked' then in2 when 'answered' then in5 when 'closed' then in5 else in2 end,
        case when state <> 'offered' then receiver end,
        case when state in ('answered', 'closed') then opened_at + interval '20 hours' end,
        case when state in ('answered', 'closed') then opened_at + interval '20 hours' end,
        case when state = 'closed' then opened_at + interval '44 hours' end, case when state = 'closed' then n % 9 > 0 end, events
      from filled_hand_over
        cross join lateral (select (n * 668265261233::numeric % 1099511627776)::bigint as bits) b
        cross join lateral (select string_agg(substr('23456789ABCDEFGHJKLMNPQRSTUVWXYZ', (1 + (b.bits >> (5 * i)) % 32)::int, 1), ''
          order by i) as code from generate_series(0, 7) i) r
      order by n`,
  },
  {
    says: 'what happened to the hand-overs',
    sql: `
      insert into hand_over_event (hand_over_id, seq, office_id, principal_id, at, kind, side, audience, actor, state)
      select h.hand_over_id, x.seq, h.office_id, h.principal_id, h.opened_at + x.after, x.kind, x.side, 'citizen',
        case x.side when 'receiver' then h.receiver else h.user_id end, x.state
      from filled_hand_over h join (values
        (1, interval '6 minutes', 'offered', 'front-desk', 'offered', true), (2, interval '2 hours', 'accepted', 'receiver', 'accepted', true),
        (3, interval '20 hours', 'answered-final', 'receiver', 'answered', true), (3, interval '3 hours', 'asked', 'receiver', 'asked', false),
        (4, interval '44 hours', 'closed', 'front-desk', 'closed', true)) x (seq, after, kind, side, state, usual)
        on x.seq <= h.events and x.usual = (h.state <> 'asked' or x.seq < 3) order by h.n, x.seq;
      insert into hand_over_message (hand_over_id, seq, office_id, principal_id, side, audience, kind, text, author, written_at)
      select hand_over_id, 3, office_id, principal_id, 'receiver', case when state = 'asked' then 'both' else 'citizen' end,
        case when state = 'asked' then 'question' else 'final-answer' end,
        'Ärendet är handlagt. Beslutet skickas till den adress som personen är folkbokförd på.', receiver, opened_at + interval '20 hours'
      from filled_hand_over where events >= 3 order by n`,
  },
  {
    says: 'the audit',
    sql: `
      insert into event (at, actor, role, kind, subject, subject_id, authority_id, office_id, details)
      select opened_at, case when channel in ('email', 'web') then case channel when 'web' then 'visitor' else 'system' end else user_id end,
        case when channel in ('email', 'web') then 'system' else 'officer' end,
        case when channel = 'visit' then 'visit-opened' when channel in ('email', 'web') then 'contact-received' else 'contact-opened' end,
        'visit', id::text, null, office_id, case when channel = 'visit' then '{}' else jsonb_build_object('channel', channel) end from made;
      insert into event (at, actor, role, kind, subject, subject_id, authority_id, office_id, details)
      select opened_at + interval '11 minutes', user_id, 'officer', 'visit-closed', 'visit', id::text, null, office_id,
        case when channel = 'visit' then '{}' else '{"as": "answered"}' end::jsonb from made where not open;
      insert into event (at, actor, role, kind, subject, subject_id, authority_id, office_id)
      select opened_at + interval '1 minute', user_id, 'officer', 'matter-added', 'matter', matter_id::text, principal_id, office_id
      from filled_matter;
      insert into event (at, actor, role, kind, subject, subject_id, authority_id, office_id)
      select e.at, e.actor, case e.side when 'receiver' then 'receiver' when 'front-desk' then case e.seq when 1 then 'officer' else 'front-desk' end end,
        'hand-over-' || e.kind, 'hand-over', e.hand_over_id::text, e.principal_id, e.office_id from hand_over_event e`,
  },
];
