-- Who has the turn knows of itself whether it has looked.
alter table reporting.early_alerts drop column looked;
