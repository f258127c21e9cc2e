-- One schema for PostgreSQL and H2. The placeholders stand for what only one of them has: storage parameters and
-- partial indexes, and numbers that are made in advance. Where H2 keeps an index over all rows, the columns are null once a row is of no more interest.
-- No foreign keys: every row carries its connection, and the hot path names it, so that rows can be spread by it.

create table partner (
  id uuid primary key,
  name varchar not null,
  client_id varchar not null unique,
  secret_hash varchar not null,
  secret_version bigint not null,
  scopes varchar not null,
  disabled boolean not null,
  created_at timestamp(6) with time zone not null,
  updated_at timestamp(6) with time zone not null
);

create table connection (
  id uuid primary key,
  partner_id uuid not null,
  tsp varchar not null,
  fleet_id uuid not null,
  fleet_ref varchar,
  settings varchar not null,
  status varchar not null,
  description varchar,
  created_at timestamp(6) with time zone not null,
  updated_at timestamp(6) with time zone not null,
  deleted_at timestamp(6) with time zone,
  version bigint not null
);
create index connection_partner on connection (partner_id, id);

-- Credentials, sealed under a data key of their own, which is wrapped by the master key of that id.
create table connection_secret (
  connection_id uuid primary key,
  key_id varchar not null,
  wrapped_key varchar not null,
  sealed varchar not null,
  version bigint not null,
  renewed_by uuid,
  renewed_until timestamp(6) with time zone
);

-- Secrets of the installation itself.
create table secret (
  name varchar primary key,
  key_id varchar not null,
  wrapped_key varchar not null,
  sealed varchar not null
);

-- due_at: when the lane may be claimed next; the end of the lease while it is held, null when nothing is pending.
-- hold_until: a wait that concerns the whole lane; what is accepted meanwhile makes it due no sooner.
create table lane (
  connection_id uuid primary key,
  due_at timestamp(6) with time zone,
  hold_until timestamp(6) with time zone,
  leased_by varchar,
  lease_until timestamp(6) with time zone,
  fence bigint not null,
  parked varchar,
  memory varchar,
  skips boolean not null
) ${half_full};
create index lane_due on lane (due_at);

-- due_at, order: only while an async operation is pending. watch_at: the deadline of a pending async operation, the begin
-- of a pending sync one. payload_more: the rest of a payload over a million characters.
create table operation (
  id uuid primary key,
  partner_id uuid not null,
  connection_id uuid not null,
  tsp varchar not null,
  fleet_ref varchar,
  mode varchar not null,
  resource varchar not null,
  type varchar not null,
  target_id uuid,
  target_source varchar,
  payload varchar not null,
  payload_more text,
  status varchar not null,
  resource_id uuid,
  source_id varchar,
  verdict varchar,
  due_at timestamp(6) with time zone,
  waiting varchar,
  begun_at timestamp(6) with time zone,
  doubtful boolean not null,
  midway boolean not null,
  fence bigint not null,
  attempts integer not null,
  progress text,
  not_delivered varchar,
  log text,
  order_key varchar,
  expires_at timestamp(6) with time zone,
  watch_at timestamp(6) with time zone,
  retried_from uuid,
  created_at timestamp(6) with time zone not null,
  updated_at timestamp(6) with time zone not null
) ${roomy};
create index operation_due on operation (connection_id, due_at, id) ${while_due};
create index operation_order on operation (connection_id, order_key, id) ${while_ordered};
create index operation_watch on operation (mode, watch_at) ${while_watched};
create index operation_of_partner on operation (partner_id, status, id);
create index operation_of_kind on operation (partner_id, resource, type, status, id);
create index operation_of_connection on operation (connection_id, status, id);
create index operation_of_resource on operation (resource_id) ${with_resource};
create index operation_of_source on operation (source_id) ${with_source};

create table idempotency_key (
  partner_id uuid not null,
  scope varchar not null,
  idem_key varchar not null,
  body_hash varchar not null,
  operation_id uuid not null,
  created_at timestamp(6) with time zone not null,
  primary key (partner_id, scope, idem_key)
);
create index idempotency_key_age on idempotency_key (created_at);

-- The id map.
create table reference (
  id uuid primary key,
  connection_id uuid not null,
  partner_id uuid not null,
  resource varchar not null,
  source_id varchar,
  name varchar,
  roles varchar not null,
  fields text,
  created_at timestamp(6) with time zone not null,
  updated_at timestamp(6) with time zone not null
);
create index reference_of_partner on reference (partner_id, resource, id) ${when_listed};
create index reference_of_connection on reference (connection_id, resource, id) ${when_listed};

-- The outbox: written in the transaction of the change it tells of. data: null where the operation is told.
create table event (
  position bigint generated always as identity ${numbers} primary key,
  id uuid not null,
  partner_id uuid not null,
  name varchar not null,
  operation_id uuid,
  connection_id uuid,
  mode varchar,
  data text,
  created_at timestamp(6) with time zone not null,
  sequence bigint
);

-- open_for: the connection while the job is under way, so that there is one at a time.
create table refresh_job (
  id uuid primary key,
  partner_id uuid not null,
  connection_id uuid not null,
  open_for uuid unique,
  status varchar not null,
  resource varchar,
  page_cursor varchar,
  counts varchar not null,
  error_details varchar,
  leased_by varchar,
  lease_until timestamp(6) with time zone,
  created_at timestamp(6) with time zone not null,
  updated_at timestamp(6) with time zone not null
);
