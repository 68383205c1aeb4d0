-- Moves a place for a fold that writes its rows in the same statement. The statement saw its tables before it waited
-- for anybody; what is asked here is asked anew, so it holds at the moment of the move. All that is folded into the
-- table is the sum of its places, which each fold raises: where it is what the caller saw, the rows are what it read.
create function projections.take(_table text, _entity text, _expected bigint, _next bigint, _folded bigint)
returns boolean language plpgsql as $$
begin
  perform from projections.generations
    where table_name = _table and status <> 'retired' for no key update;
  if not found or _folded <> (
    select coalesce(sum(position), 0) from projections.places where table_name = _table
  ) then
    return false;
  end if;
  insert into projections.places as p (table_name, entity, position) values (_table, _entity, _next)
    on conflict (table_name, entity) do update set position = excluded.position where p.position = _expected;
  return found;
end
$$;
