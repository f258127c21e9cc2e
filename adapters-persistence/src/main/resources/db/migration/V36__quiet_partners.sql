-- heard: the partner has had a subscription or has read its feed. Until then PostgreSQL stores its events with the sequence 0:
-- they are not numbered, and the task that numbers events does not read them. behind: the partner is heard, and it may still
-- have such events. heard_at: when heard was set.
alter table event_stream add column heard boolean default false not null;
alter table event_stream add column behind boolean default false not null;
alter table event_stream add column heard_at timestamp(6) with time zone;
update event_stream set heard = true;
create index event_stream_behind on event_stream (behind, partner_id) ${when_behind};
${index_quiet}
