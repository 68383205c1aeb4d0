-- Where to begin to look for what is due. While somebody holds a snapshot open, the index entries of rows that are
-- done with can't be removed, and a search from the beginning of the index steps over every one of them.
create table projections.lows (
  table_name text primary key references projections.generations on delete cascade,
  -- No row of the table is below (value, key).
  value      timestamptz not null,
  key        text not null
) with (fillfactor = 50);
