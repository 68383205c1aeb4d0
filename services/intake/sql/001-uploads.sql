-- The files that were uploaded, and the cases that have them. What is in a file, and its name, is nowhere here: the
-- bytes are in the store, encrypted under the key of `subject`, and the name is in the vault with the text.
create schema intake;

create table intake.files (
  ref         text primary key, -- SHA-256 of the encrypted bytes: tells nothing of the content
  subject     uuid not null,    -- whose key the file's own lies under, in the vault
  bytes       bigint not null,
  media_type  text,
  uploaded_by text not null,
  uploaded_at timestamptz not null default now(),
  claim       uuid unique,      -- the idempotency key it was uploaded under, derived
  digest      text              -- keyed, of the content: whether a repeat is one
);
create index files_by_age on intake.files (uploaded_at, ref);

-- Written before the filing's facts, so it may name a case that never came to be.
create table intake.attachments (
  ref         text not null references intake.files on delete cascade,
  case_id     uuid not null,
  entity      text not null,
  attached_at timestamptz not null default now(), -- the last time that a filing asked for it
  primary key (ref, case_id)
);
