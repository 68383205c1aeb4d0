-- A table that was replaced stays for a while. A reader that has found its name may be about to read it; and
-- dropping a table waits for whoever reads it, with every new reader waiting behind.
alter table projections.generations
  drop constraint generations_status_check,
  add constraint generations_status_check check (status in ('building', 'active', 'retired')),
  add column retired_at timestamptz;
