-- untold (only on PostgreSQL): true if the partner was not heard when the operation was accepted or ended, so that no event was
-- stored for it. Once the partner is heard, these events are made from the rows.
-- event_stream: of a partner that is behind, the events of operations with an id above untold_after, up to untold_until, are still
-- to be made; null if none are. A node of an earlier version that marks a partner as heard leaves the defaults: all.
alter table event_stream add column untold_after uuid default '00000000-0000-0000-0000-000000000000';
alter table event_stream add column untold_until uuid default 'ffffffff-ffff-ffff-ffff-ffffffffffff';
update event_stream set untold_after = null, untold_until = null where heard = true;
${mark_untold}
