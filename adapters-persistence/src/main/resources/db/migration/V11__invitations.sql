-- Links by which fleets connect themselves. link_hash: SHA-256 of the link's secret, in hexadecimal.
-- limit_tsps, connection_ids: JSON arrays of words; permissions, settings: JSON objects.
create table invitation (
  id uuid primary key,
  partner_id uuid not null,
  fleet_ref varchar(255) not null,
  fleet_name varchar(255),
  fleet_email varchar(255),
  limit_tsps varchar not null,
  permissions varchar,
  connection_id uuid,
  settings varchar not null,
  success_url varchar,
  failure_url varchar,
  status varchar(16) not null,
  link_hash varchar(64) not null unique,
  expires_at timestamp(6) with time zone not null,
  viewed_at timestamp(6) with time zone,
  accepted_at timestamp(6) with time zone,
  declined_at timestamp(6) with time zone,
  decline_reason varchar,
  connection_ids varchar not null,
  created_at timestamp(6) with time zone not null,
  updated_at timestamp(6) with time zone not null,
  version bigint not null
);
create index invitation_of_partner on invitation (partner_id, id);
create index invitation_of_fleet on invitation (partner_id, fleet_ref, status);
create index invitation_by_status on invitation (status, expires_at);

-- Where fleets may be sent once they have connected, with blanks between the origins.
alter table partner add column redirect_origins varchar;
