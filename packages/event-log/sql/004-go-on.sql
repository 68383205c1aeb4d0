-- Writes a group that only goes on: appends to streams that are there, each at the version that is expected, and
-- nothing that rides along (claim, number, enclosure, place). What fires a day's terms writes nothing else, and this
-- takes little more of the database's time than the rows do: nothing is decided append by append.
--
-- _appends: { stream: [expected, events (how many)] }
-- _events:  [{ stream, version, id, type, data, actor, cause, at }] in the order of the appends
--
-- Gives the log's position after it; or null, with nothing written, when any stream is not as expected or any id is
-- there already. Then log.write says of each append what becomes of it.
--
-- Locks as log.write does: streams, sorted, and last the log's counter. Streams are reached by the array of their
-- names alone, so there is one plan and it takes them in the order of their index: joined with what was asked for, a
-- plan that was made while the log was new would go through all of them for ever.
create function log.go_on(_entity text, _appends jsonb, _events jsonb)
returns bigint
language plpgsql
set enable_seqscan = off
set enable_bitmapscan = off
set plan_cache_mode = force_generic_plan
as $$
declare
  _names   text[] := array(select jsonb_object_keys(_appends));
  _total   integer := jsonb_array_length(_events);
  _moved   integer;
  _head    bigint;
  _written timestamptz;
begin
  update log.streams s set version = s.version + (_appends->s.stream->>1)::int
    where s.stream = any (_names) and s.version = (_appends->s.stream->>0)::int and s.entity = _entity;
  get diagnostics _moved = row_count;
  if _moved <> cardinality(_names) then
    raise exception 'a stream is not as expected' using errcode = 'VL002';
  end if;
  update log.heads set position = position + _total where entity = _entity returning position into strict _head;
  _written := clock_timestamp();
  insert into log.events (entity, position, stream, version, id, type, data, actor, cause, at, recorded_at)
    select _entity, _head - _total + x.nth, x.stream, x.version, x.id, x.type, x.data, x.actor, x.cause, x.at,
           _written
    from rows from (jsonb_to_recordset(_events) as (stream text, version int, id uuid, type text, data jsonb,
                                                    actor text, cause text, at timestamptz))
         with ordinality as x(stream, version, id, type, data, actor, cause, at, nth);
  return _head;
exception
  when sqlstate 'VL002' or unique_violation then return null;
end
$$;
