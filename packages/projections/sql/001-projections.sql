-- Read models are tables that can be thrown away and folded again from the log. Readers find the table of a
-- model's active generation in a row, not by a replaced view: replacing a view waits behind open readers and
-- makes new ones wait (4 s measured).
create schema projections;

create table projections.generations (
  table_name text primary key,
  name       text not null,
  version    integer not null,
  status     text not null check (status in ('building', 'active', 'retired')),
  made_at    timestamptz not null default clock_timestamp(),
  -- A table that was replaced stays for a while. A reader that has found its name may be about to read it; and
  -- dropping a table waits for whoever reads it, with every new reader waiting behind.
  retired_at timestamptz
);
create unique index one_active on projections.generations (name) where status = 'active';
create sequence projections.generation;

create table projections.places (
  table_name text not null references projections.generations on delete cascade,
  entity     text not null,
  position   bigint not null,
  primary key (table_name, entity)
) with (fillfactor = 50);
