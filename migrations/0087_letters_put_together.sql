-- Up Migration
-- A subject as some mail programs and every file name of macOS write it has its å as an a and a ring: to whoever searches, and to the
-- index, it is the same letter.
alter table visit alter column search set expression as (to_tsvector('pg_catalog.simple', normalize(subject, NFC)));
