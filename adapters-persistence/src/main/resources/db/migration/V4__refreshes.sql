-- How far a refresh is and when it was begun, for its bounds, and the cursors that it was given: none is followed twice.
alter table refresh_job add column pages int default 0 not null;
alter table refresh_job add column begun_at timestamp(6) with time zone;

create table refresh_cursor (
  job_id uuid not null,
  digest varchar not null,
  primary key (job_id, digest)
);
