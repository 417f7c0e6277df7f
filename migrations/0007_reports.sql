-- Up Migration

create table annual_report (
  id integer generated always as identity primary key,
  authority_id integer not null references authority,
  year integer not null check (year between 1994 and 2200),
  texts jsonb not null default '{}',
  revision integer not null default 1,
  opened_at timestamptz not null default now(),
  opened_by text,
  unique (authority_id, year)
);
comment on table annual_report is 'The yearly account to Kammarkollegiet of one authority: the words being written';
comment on column annual_report.revision is 'Grows with each saving; who saves an older one is told';

create table report_template (
  sha256 text primary key,
  source text not null,
  recorded_at timestamptz not null default now()
);
comment on table report_template is 'Each wording of the PDF template that something was frozen with';

create table annual_report_version (
  report_id integer not null references annual_report,
  version integer not null check (version > 0),
  content text not null,
  content_sha256 text not null check (content_sha256 = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
  template_sha256 text not null references report_template,
  archive_pdf bytea not null,
  reading_pdf bytea not null,
  frozen_at timestamptz not null,
  frozen_by text,
  primary key (report_id, version)
);
comment on table annual_report_version is 'A frozen report: its content as canonical JSON and its PDFs (PDF/A-2a and PDF/UA-1), kept for good';

grant select, insert on annual_report, report_template, annual_report_version to samtjanst_app;
grant update (texts, revision) on annual_report to samtjanst_app;

alter table annual_report enable row level security;
create policy own_authority on annual_report using (authority_id = any ((select scope_authorities())::int[]));
alter table annual_report_version enable row level security;
create policy as_the_report on annual_report_version using (exists (select from annual_report r where r.id = report_id));
