-- Wrapping all secrets by the current master key: one row, locked by the node that is at it. key_id: the key that the
-- last job was for. after_table, after_key: behind which row the job goes on; null at its begin.
create table rewrap_job (
  id integer primary key,
  key_id varchar not null,
  status varchar(16) not null,
  done bigint not null,
  unopened bigint not null,
  after_table varchar,
  after_key varchar
);
insert into rewrap_job (id, key_id, status, done, unopened) values (1, '', 'idle', 0, 0);

-- How many secrets each key wraps is counted without reading them.
create index connection_secret_wrap on connection_secret (key_id);
create index webhook_secret_wrap on webhook_secret (key_id);
create index secret_wrap on secret (key_id);
