-- untold (only on PostgreSQL): true if the partner was not heard when the operation was accepted or ended, so that no event was
-- stored for it. Once the partner is heard, these events are made from the rows.
-- event_stream.untold_after: of a partner that is behind, the events of operations up to this id have been made; null if all
-- have been.
alter table event_stream add column untold_after uuid default '00000000-0000-0000-0000-000000000000';
update event_stream set untold_after = null where heard = true;
${mark_untold}
