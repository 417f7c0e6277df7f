-- Up Migration

alter table closed_month add column withheld text[];
comment on column closed_month.withheld is
  'What views withheld of it outside the offices when it was closed: measure, version, office or all. Null: closed before that was kept, and of each office all is';
