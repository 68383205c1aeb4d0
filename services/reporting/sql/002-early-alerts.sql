-- Open cases are judged as of each midnight in Bogotá, by what was known then and nothing later. What they are judged by
-- is kept here as of one midnight and brought on to the next, so a midnight costs what happened in its day and one
-- count, whenever it is done. All of it can be made again from the journal; the midnight that was judged last stands in
-- log.places, beside the facts that came of it.
create table reporting.early_alerts (
  entity  text primary key,
  -- Of the program that filled the tables below: another one fills them anew.
  form    integer not null,
  -- The position of the journal up to which the agenda has been written.
  scanned bigint not null,
  -- The first midnight that knew of a case which isn't another system's: none before it can be told of.
  begins  date,
  -- The midnight that case_standing is as of, or is being brought on to. It never goes back: whoever finds it further on
  -- than they are has been overtaken.
  folded  date
) with (fillfactor = 50);

-- What is still to be folded: which cases have something new at which midnight.
create table reporting.alert_agenda (
  entity   text not null,
  midnight date not null,
  case_id  uuid not null,
  primary key (entity, midnight, case_id)
);

-- Of the columns of case files those by which a risk is judged, as they stood at a midnight.
create table reporting.case_standing (
  case_id     uuid primary key,
  entity      text not null,
  procedure   text,
  kind        text,
  area        text,
  received_on date,
  open        boolean,
  clock_state text,
  light       text,
  due         date,
  attend_by   date,
  clock_unit  text,
  ended_on    date,
  late        boolean,
  recorded_by text
) with (fillfactor = 80);
create index on reporting.case_standing (entity, due);
create index on reporting.case_standing (entity, ended_on);
create index on reporting.case_standing (entity, received_on);
create index on reporting.case_standing (entity, attend_by) where open;

-- Which cases were at risk at a midnight: the last one that was judged, and the one that is being judged. The alert is
-- what will be told of a case that wasn't at risk at the one before.
create table reporting.at_risk (
  entity   text not null,
  midnight date not null,
  case_id  uuid not null,
  alert    json,
  primary key (entity, midnight, case_id)
);
