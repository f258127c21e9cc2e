-- Who changed what. Rows are only ever added, at the end, and deleted from the beginning once they are old enough.
-- changes: a JSON object with the array of names.
create table audit_event (
  position bigint primary key,
  id uuid not null,
  created_at timestamp(6) with time zone not null,
  actor_kind varchar not null,
  actor_id varchar,
  partner_id uuid,
  action varchar not null,
  object_id varchar not null,
  changes varchar not null,
  request_id varchar,
  remote_address varchar,
  outcome varchar not null,
  previous_hash varchar,
  hash varchar not null
);
create index audit_event_of_partner on audit_event (partner_id, position);
create index audit_event_of_object on audit_event (object_id, position);
create index audit_event_age on audit_event (created_at);

-- One row, which each transaction locks that adds to the chain. position, hash: of the last event; pruned_hash: of the last one deleted.
create table audit_chain (
  id integer primary key,
  position bigint not null,
  hash varchar,
  pruned bigint not null,
  pruned_hash varchar
);
insert into audit_chain (id, position, pruned) values (1, 0, 0);
