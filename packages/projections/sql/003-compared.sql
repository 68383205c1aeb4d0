-- What a table said that the one it replaced did not, in counts; kept when it was promoted.
alter table projections.generations add column compared jsonb;
