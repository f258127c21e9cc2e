-- Events in order, subscriptions, and what is sent to them.

-- event.sequence: null until the event is put in order; then its place in the partner's feed, or, where it has none
-- there, minus its position.
create index event_new on event (position) ${while_new};
create unique index event_feed on event (partner_id, sequence) ${when_placed};

-- One row, locked by whoever puts events in order.
create table event_order (id integer primary key);
insert into event_order (id) values (1);

-- One row for each partner. version: grows with each change of its subscriptions.
create table event_stream (
  partner_id uuid primary key,
  next_sequence bigint not null,
  version bigint not null
) ${half_full};

-- sameness: a hash of what two subscriptions of one partner must not have in common.
create table webhook (
  id uuid primary key,
  partner_id uuid not null,
  url varchar not null,
  event_name varchar not null,
  filters varchar not null,
  sameness varchar not null,
  status varchar not null,
  stale_reason varchar,
  previous_secret_until timestamp(6) with time zone,
  created_at timestamp(6) with time zone not null,
  updated_at timestamp(6) with time zone not null,
  version bigint not null
);
create unique index webhook_same on webhook (partner_id, sameness);
create index webhook_of_partner on webhook (partner_id, id);

create table webhook_secret (
  webhook_id uuid primary key,
  key_id varchar not null,
  wrapped_key varchar not null,
  sealed varchar not null
);

-- due_at: when the lane may be claimed next; the end of the lease while it is held, null when nothing waits or the
-- subscription is not active. The last four: how the receiver did since active_since.
create table webhook_lane (
  webhook_id uuid primary key,
  active boolean not null,
  due_at timestamp(6) with time zone,
  hold_until timestamp(6) with time zone,
  leased_by varchar,
  fence bigint not null,
  next_sequence bigint not null,
  active_since timestamp(6) with time zone not null,
  failures_in_row integer not null,
  attempts bigint not null,
  average double precision not null
) ${half_full};
create index webhook_lane_due on webhook_lane (due_at);

-- due_or_ended: when the next attempt is due while it waits, else when it ended. round_from: attempts before this round.
create table webhook_delivery (
  webhook_id uuid not null,
  event_id uuid not null,
  event_position bigint not null,
  sequence bigint not null,
  status varchar not null,
  due_or_ended timestamp(6) with time zone not null,
  attempts integer not null,
  round_from integer not null,
  primary key (webhook_id, event_id)
);
create index webhook_delivery_next on webhook_delivery (webhook_id, status, due_or_ended, sequence);

create table webhook_attempt (
  number bigint generated always as identity primary key,
  webhook_id uuid not null,
  event_id uuid not null,
  event_name varchar not null,
  attempt integer not null,
  success boolean not null,
  status_code integer,
  error varchar,
  millis integer not null,
  created_at timestamp(6) with time zone not null
);
create index webhook_attempt_of on webhook_attempt (webhook_id, number);

-- Sums of attempts by minute.
create table webhook_figure (
  webhook_id uuid not null,
  at_minute timestamp(6) with time zone not null,
  attempts bigint not null,
  successes bigint not null,
  millis bigint not null,
  primary key (webhook_id, at_minute)
);

-- Deleted subscriptions whose remains are still to be deleted.
create table webhook_gone (
  webhook_id uuid primary key,
  gone_at timestamp(6) with time zone not null
);
