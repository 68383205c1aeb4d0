-- Who of several processes of one service does what, and how far they all have got. Everything here is decided by
-- this database's clock, one process after the other (runtime.floor is locked first), so that each sees what those
-- before it left.
create schema runtime;

-- A row for each process that may write facts, until the process has been silent for too long.
create table runtime.replicas (
  replica  text primary key,
  beat     bigint not null,      -- counted by the process: one that comes late, after the next, says nothing
  promised timestamptz not null, -- business time: no request to it writes a fact before this instant
  until    timestamptz not null  -- this database's time
) with (fillfactor = 50);

-- Work that one process does at a time.
create table runtime.owners (
  work    text primary key,
  replica text, -- null, or a process without a row: free
  looked  timestamptz not null default '1970-01-01T00:00Z' -- business time: nothing before it was left to do
) with (fillfactor = 50);

-- The instant before which no process writes a fact by a request: neither those that are there nor any to come.
create table runtime.floor (
  one     boolean primary key default true check (one),
  instant timestamptz not null
) with (fillfactor = 50);
insert into runtime.floor (instant) values ('1970-01-01T00:00Z');

-- The heartbeat of one process. It stays, or becomes, one of the replicas if it promises no less than what was given
-- out already; then it takes what work is free. What it says of its jobs is true whether or not it stays.
create function runtime.beat(
  _replica text, _beat bigint, _lease interval, _promised timestamptz, _work text[], _jobs text[], _looked timestamptz[]
) returns table (standing boolean, instant timestamptz, mine text[], jobs text[], looked timestamptz[])
language plpgsql as $$
#variable_conflict use_column
declare
  _floor timestamptz;
  _now   timestamptz;
  _in    boolean;
begin
  select f.instant into strict _floor from runtime.floor f for update;
  _now := clock_timestamp();
  delete from runtime.replicas r where r.until <= _now;
  update runtime.owners o set looked = said.looked
    from unnest(_jobs, _looked) as said(work, looked) where o.work = said.work and o.looked < said.looked;

  if exists (select from runtime.replicas r where r.replica = _replica and r.beat >= _beat) then
    return query select false, _floor, '{}'::text[], '{}'::text[], '{}'::timestamptz[];
    return;
  end if;
  _in := _promised >= _floor;
  if _in then
    insert into runtime.replicas as r (replica, beat, promised, until) values (_replica, _beat, _promised, _now + _lease)
      on conflict (replica) do update set beat = excluded.beat, promised = excluded.promised, until = excluded.until;
    insert into runtime.owners as o (work, replica) select w, _replica from unnest(_work) w order by w
      on conflict (work) do update set replica = excluded.replica
      where o.replica is null or not exists (select from runtime.replicas r where r.replica = o.replica);
    select min(r.promised) into strict _floor from runtime.replicas r;
    update runtime.floor f set instant = _floor where f.instant < _floor;
  else
    delete from runtime.replicas r where r.replica = _replica;
  end if;

  return query
    select _in, _floor,
           coalesce(array_agg(o.work) filter (where _in and o.replica = _replica), '{}'),
           coalesce(array_agg(o.work order by o.work), '{}'), coalesce(array_agg(o.looked order by o.work), '{}')
    from runtime.owners o where o.work = any (_work);
end
$$;

-- A process ends in order: what it did is free at once, and nobody waits for it any more.
create function runtime.leave(_replica text) returns void
language plpgsql as $$
begin
  perform from runtime.floor for update;
  delete from runtime.replicas where replica = _replica;
  update runtime.owners set replica = null where replica = _replica;
end
$$;
