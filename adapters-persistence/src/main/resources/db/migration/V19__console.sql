-- What the console needs on every node: the sessions that were signed out, until they would have
-- ended by themselves, and the nodes that were seen.
create table ended_session (
  id varchar primary key,
  until_at timestamp(6) with time zone not null
);
create index ended_session_until on ended_session (until_at);

create table node (
  name varchar primary key,
  version varchar not null,
  started_at timestamp(6) with time zone not null,
  seen_at timestamp(6) with time zone not null
);
