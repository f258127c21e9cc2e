-- behind: an earlier pending operation of the same order key goes first. It is set when an operation is added, and cleared
-- by whoever ends the one before it, so that reading a lane passes over none of those that wait in line.
alter table operation add column behind boolean default false not null;

update operation o set behind = true
where o.due_at is not null and o.order_key is not null and o.begun_at is null and exists (
  select 1 from operation e join lane l on l.connection_id = e.connection_id
  where e.connection_id = o.connection_id and e.order_key = o.order_key and e.id < o.id and e.due_at is not null
    and not (l.skips and coalesce(e.waiting, '') = 'backoff'));

drop index operation_due;
create index operation_due on operation (connection_id, behind, due_at, id) ${while_due};
