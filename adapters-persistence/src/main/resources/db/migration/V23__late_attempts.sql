-- late_at: when an attempt began more than 23 hours after its operation was accepted. Whoever looks for what was sent at
-- a time finds the others by when they were accepted.
alter table operation add column late_at timestamp(6) with time zone;
create index operation_late on operation (connection_id, late_at) ${while_late};
