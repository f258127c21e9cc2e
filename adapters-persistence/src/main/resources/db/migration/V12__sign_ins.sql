-- The operator's OAuth applications, one for each TSP, sealed.
create table oauth_app (
  tsp varchar(63) primary key,
  key_id varchar not null,
  wrapped_key varchar not null,
  sealed varchar not null,
  updated_at timestamp(6) with time zone not null
);

-- Fleets that are at their TSP to sign in; a row is gone once they are back. Hashes: SHA-256 in hexadecimal. settings: a JSON object.
create table sign_in (
  state_hash varchar(64) primary key,
  invitation_id uuid not null,
  tsp varchar(63) not null,
  browser_hash varchar(64) not null,
  settings varchar not null,
  expires_at timestamp(6) with time zone not null
);
create index sign_in_age on sign_in (expires_at);
