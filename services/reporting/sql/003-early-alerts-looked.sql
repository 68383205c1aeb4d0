-- The last midnight up to which all of the journal that was heard by then has been read, with nothing left to judge.
alter table reporting.early_alerts add column looked date;
