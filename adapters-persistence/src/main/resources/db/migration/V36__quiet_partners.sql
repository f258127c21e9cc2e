-- heard: a partner has had a subscription or has read his feed. Until then PostgreSQL stores his events with the sequence 0:
-- they are given no place, nor looked at by whoever gives places. behind: such events may be left once he is heard.
alter table event_stream add column heard boolean default false not null;
alter table event_stream add column behind boolean default false not null;
alter table event_stream add column heard_at timestamp(6) with time zone;
update event_stream set heard = true;
create index event_stream_behind on event_stream (behind, partner_id) ${when_behind};
${index_quiet}
