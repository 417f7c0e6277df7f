-- Up Migration
-- Reference data of the law: effective-dated, with source and the day it was verified. Nothing is deleted.

create table regime (
  id text primary key,
  name text not null,
  signed daterange not null,
  rules jsonb not null,
  source text not null,
  verified_on date not null,
  constraint a_signing_day_has_one_regime exclude using gist (signed with &&)
);
comment on table regime is 'The law and ordinance that govern agreements signed within a period (R1); rules: src/law/facts.ts, Regime';

create table catalogue_list (
  regime_id text not null references regime,
  sphere text not null check (sphere in ('state', 'municipal', 'regional')),
  provision text not null,
  known daterange not null,
  source text not null,
  verified_on date not null,
  note text not null default '',
  primary key (regime_id, sphere, known without overlaps)
);
comment on table catalogue_list is 'The days for which the wording of a closed list is known; other days are refused, never guessed';

create table catalogue_item (
  code text not null,
  version integer not null,
  regime_id text not null references regime,
  sphere text not null check (sphere in ('state', 'municipal', 'regional')),
  provision text not null,
  action text not null check (action in ('decide', 'hand-out', 'receive', 'prepare')),
  text_sv text not null,
  tasks text[] not null,
  conditions text[] not null default '{}',
  valid daterange not null,
  source text not null,
  verified_on date not null,
  note text not null default '',
  recorded_at timestamptz not null default clock_timestamp(),
  recorded_by text,
  primary key (code, valid without overlaps),
  unique (code, version)
);
comment on table catalogue_item is 'An entry of a closed list: an administrative task with exercise of public authority that may be in an agreement (R3, R4)';
create table catalogue_item_history (like catalogue_item, known_at timestamptz not null, actor text, operation text not null);
create index on catalogue_item_history (code, version, known_at desc);
create trigger keep_history after insert or update on catalogue_item for each row execute function keep_history();
create function catalogue_item_as_known(at timestamptz) returns setof catalogue_item stable language sql as $$
  select (r).* from (
    select distinct on (h.code, h.version) row(h.code, h.version, h.regime_id, h.sphere, h.provision, h.action, h.text_sv,
      h.tasks, h.conditions, h.valid, h.source, h.verified_on, h.note, h.recorded_at, h.recorded_by)::catalogue_item as r
    from catalogue_item_history h where h.known_at <= at order by h.code, h.version, h.known_at desc) x
$$;

create constraint trigger registers_have_changed after insert or update on regime deferrable initially deferred
  for each row execute function registers_have_changed();
create constraint trigger registers_have_changed after insert or update on catalogue_list deferrable initially deferred
  for each row execute function registers_have_changed();
create constraint trigger registers_have_changed after insert or update on catalogue_item deferrable initially deferred
  for each row execute function registers_have_changed();

-- New rows and the last day of a row are all that may be written.
grant select on regime, catalogue_list, catalogue_item, catalogue_item_history to samtjanst_app;
grant insert on regime, catalogue_list, catalogue_item to samtjanst_app;
grant update (valid, note) on catalogue_item to samtjanst_app;
