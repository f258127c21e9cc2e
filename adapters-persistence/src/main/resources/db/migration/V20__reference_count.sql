-- What the partner's references come to at most, as of a count; null until the first one.
alter table partner_lock add column references_at_most bigint;
alter table partner_lock add column references_counted_at timestamp(6) with time zone;
