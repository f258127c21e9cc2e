-- Retrying or cancelling everything that matches a filter, and how far each such action is.
create table bulk_action (
  id uuid not null primary key,
  partner_id uuid not null,
  idem_key varchar(255),
  body_hash varchar(64),
  kind varchar(16) not null,
  filter varchar not null,
  status varchar(16) not null,
  matched bigint not null,
  done bigint not null,
  skipped bigint not null,
  after_id uuid,
  leased_by varchar,
  lease_until timestamp(6) with time zone,
  created_at timestamp(6) with time zone not null,
  updated_at timestamp(6) with time zone not null,
  unique (partner_id, idem_key)
);
create index bulk_action_of_partner on bulk_action (partner_id, id);
create index bulk_action_running on bulk_action (status, partner_id);
