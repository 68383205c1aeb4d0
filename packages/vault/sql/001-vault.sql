-- Personal data by reference, apart from the events: its own database, its own role, and nothing in it
-- readable without the master key, which is never here. Whoever destroys a subject's key erases the subject
-- (Ley 1581/2012 art. 8.e); the events, which only carry references, stay as they are.
create schema vault;

-- The master keys in use: one, and a second while a rotation goes on. `reference_key` is what personal
-- references are derived from; it stays the same for ever and lies here wrapped under each master key, so
-- that a wrong master key is found out as soon as the vault is opened.
create table vault.masters (
  version       integer primary key,
  reference_key bytea not null,
  made_at       timestamptz not null default now()
);

-- One random data key for each subject, wrapped under a master key. An erased subject keeps its row, without
-- the key, so that nothing can be put for it again.
create table vault.keys (
  subject   uuid primary key,
  master    integer,
  wrapped   bytea,
  made_at   timestamptz not null default now(),
  erased_at timestamptz,
  -- A key under a master key that was just retired could never be opened again: the database refuses it.
  constraint keys_master foreign key (master) references vault.masters (version),
  constraint keys_erased_has_none check (
    (erased_at is null) = (wrapped is not null) and (wrapped is null) = (master is null)
  )
);
create index keys_by_master on vault.keys (master, subject) where wrapped is not null;

create table vault.records (
  ref     uuid primary key,
  subject uuid not null references vault.keys (subject),
  entity  text not null,
  kind    text not null,
  sealed  bytea not null,
  put_at  timestamptz not null -- when it was put for the last time: the age of an orphan
);
create index records_by_subject on vault.records (subject);
create index records_by_age on vault.records (put_at, ref);

-- A raw envelope is sealed under a key of its own before anybody knows whom it speaks of; once interpreted it
-- is linked to those persons, and goes with any of them.
create table vault.links (
  envelope uuid not null references vault.keys (subject),
  person   uuid not null references vault.keys (subject),
  primary key (person, envelope)
);

-- Who had a subject erased, why and when: what a control body may ask for.
create table vault.erasures (
  id          bigint generated always as identity primary key,
  subject     uuid not null,
  asked_for   uuid not null, -- the subject whose erasure took this one with it; itself when it was asked for
  actor       text not null,
  reason      text not null,
  at          timestamptz not null, -- when it was decided, for the business
  recorded_at timestamptz not null default now()
);
create index erasures_by_subject on vault.erasures (subject);
create index erasures_by_asked_for on vault.erasures (asked_for);

create function vault.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'vault.% is append-only', tg_table_name using errcode = 'VV001';
end $$;
create trigger append_only before update or delete on vault.erasures
  for each row execute function vault.refuse_change();
create trigger append_only_truncate before truncate on vault.erasures
  for each statement execute function vault.refuse_change();

-- Nor does a key ever come back to an erased subject, or leave without a trace.
create function vault.refuse_revival() returns trigger language plpgsql as $$
begin
  raise exception 'an erased subject stays erased' using errcode = 'VV002';
end $$;
create trigger erased_stays before update on vault.keys
  for each row when (old.erased_at is not null) execute function vault.refuse_revival();
create trigger keys_stay before delete on vault.keys
  for each row execute function vault.refuse_change();
