-- How far in business time the journal has got with each publisher: it holds every fact that the publisher knew of at
-- that instant. Written behind the facts, never before them, so it may only be too early.
create schema reporting;

create table reporting.reached (
  source  text primary key,
  instant timestamptz not null
) with (fillfactor = 50);
