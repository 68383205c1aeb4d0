-- The log: one entity's facts inside one service's database, in the order in which they were committed.
--
-- Refusals carry one SQLSTATE each, so that a client in any language can tell them apart:
--   VL001 append-only        somebody tried to change or remove what is written
--   VL002 version-conflict   the stream is not at the version that the append expected
--   VL003 claim-conflict     the idempotency key stands for another content
--   VL004 event-id-reused    an event id is already somewhere else
--   VL005 place-moved        another replica has moved the consumer's place
create schema log;

-- One counter row for each log, locked last in an append: gapless positions in commit order, which survive a
-- dump and a restore. (A sequence leaves gaps and shows position 8 before 7 is committed.)
create table log.heads (
  entity   text primary key,
  position bigint not null
) with (fillfactor = 50);

create table log.streams (
  stream  text primary key,
  entity  text not null,
  version integer not null
) with (fillfactor = 80);

create table log.events (
  entity      text not null,
  position    bigint not null,
  stream      text not null,
  version     integer not null,
  id          uuid not null,
  type        text not null,
  data        jsonb not null,
  actor       text not null,
  cause       text,
  at          timestamptz not null, -- when it happened, for the business
  recorded_at timestamptz not null, -- when it was written
  primary key (entity, position),
  constraint events_stream_version unique (stream, version),
  constraint events_id unique (id)
);

-- What rides in the same commit: idempotency keys, consecutive numbers, raw envelopes, consumers' places.
create table log.claims (
  key    text primary key,
  digest text not null,
  stream text not null
);

create table log.series (
  series text primary key,
  last   bigint not null
) with (fillfactor = 50);

create table log.enclosures (
  stream text not null,
  kind   text not null,
  body   bytea not null,
  primary key (stream, kind)
);

create table log.places (
  consumer text not null,
  source   text not null,
  next     bigint not null,
  primary key (consumer, source)
) with (fillfactor = 50);

create function log.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'log.% is append-only: % refused', tg_table_name, tg_op using errcode = 'VL001';
end
$$;

create trigger append_only before update or delete or truncate on log.events
  for each statement execute function log.refuse_change();
create trigger append_only before update or delete or truncate on log.enclosures
  for each statement execute function log.refuse_change();
