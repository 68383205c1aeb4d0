-- Keys, records and links of many units in one statement; it says of every subject whether its key was made, or what
-- the one is that it has (nothing in it: erased).
--
-- `made` skips a subject that has a key, waiting for a transaction that is just making it. That key is in
-- `held` if it was committed before this statement began; if not, the subject comes back in neither and its
-- units go again. The share lock on `held` makes an erasure wait for this statement, or this one see it.
-- Everything is locked in order of subject, so that two writers wait for each other in one direction only.
--
-- Every table is reached through an index, whatever the planner knows of it. Planning this takes longer than doing it,
-- so its plan is kept for as long as a connection lasts: one made while the vault was new read all of it from then on,
-- until statistics were taken (500 filings a second into some 15 000: 1.3 ms of processor each, against 0.5).
create function vault.write(
  _subjects uuid[], _masters integer[], _wrapped bytea[], _held_fits boolean[],
  _unit_of_subject integer[], _subject_of_unit uuid[],
  _unit_of_record integer[], _refs uuid[], _subject_of_record uuid[], _entities text[], _kinds text[], _sealed bytea[],
  _unit_of_link integer[], _envelopes uuid[], _persons uuid[]
)
returns table (subject uuid, made boolean, master integer, wrapped bytea)
language plpgsql
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
begin
  return query
  with wished as (
    select * from unnest(_subjects, _masters, _wrapped, _held_fits) as w (subject, master, wrapped, held_fits)
  ),
  made as (
    insert into vault.keys (subject, master, wrapped)
    select subject, master, wrapped from wished where wrapped is not null order by subject
    on conflict (subject) do nothing
    returning subject
  ),
  held as (
    select subject, master, wrapped from vault.keys where subject = any (_subjects) order by subject for share
  ),
  fits as (
    select subject from made
    union all
    select subject from held join wished using (subject) where held.wrapped is not null and held_fits
  ),
  blocked as (
    select distinct unit
    from unnest(_unit_of_subject, _subject_of_unit) as s (unit, subject)
    where not exists (select from fits where fits.subject = s.subject)
  ),
  incoming as (
    select *
    from unnest(_unit_of_record, _refs, _subject_of_record, _entities, _kinds, _sealed)
      as r (unit, ref, subject, entity, kind, sealed)
    where unit not in (select unit from blocked)
  ),
  written as (
    insert into vault.records (ref, subject, entity, kind, sealed, put_at)
    select ref, subject, entity, kind, sealed, now() from incoming order by ref
    on conflict (ref) do nothing
  ),
  renewed as (
    update vault.records set put_at = now() where ref in (select ref from incoming)
  ),
  linked as (
    insert into vault.links (envelope, person)
    select envelope, person
    from unnest(_unit_of_link, _envelopes, _persons) as l (unit, envelope, person)
    where unit not in (select unit from blocked)
    order by person, envelope
    on conflict do nothing
  )
  select subject, true, null::integer, null::bytea from made
  union all
  select subject, false, master, wrapped from held;
end $$;
