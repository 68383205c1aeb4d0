-- The files of a case are listed.
create index on intake.attachments (case_id);
