-- The table operation has the accepted request and is written once. A pending operation has a narrow row in work, which is
-- deleted when the operation ends. An ended operation has a row in ending, which is written once, too. So no attempt writes
-- the wide row again, and no index of operation contains the state.

-- due_at, order_key: only async operations have them. watch_at: the deadline of an async operation; the begin of the attempt
-- of a sync operation. behind: the operation has a pending predecessor of the same order key. freed_at: when it was unblocked.
-- late_at: when an attempt began, if that was more than 23 hours after the operation was accepted. last_begun_at: when the
-- attempt began that led to the state of the row. sent: the requests of the attempts, one in each line. past: the waits of the
-- operation, one in each line.
create table work (
  connection_id uuid not null,
  id uuid not null,
  partner_id uuid not null,
  created_at timestamp(6) with time zone not null,
  updated_at timestamp(6) with time zone not null,
  fence bigint default 0 not null,
  due_at timestamp(6) with time zone,
  attempts integer default 0 not null,
  behind boolean not null,
  doubtful boolean default false not null,
  midway boolean default false not null,
  mode varchar not null,
  resource varchar not null,
  type varchar not null,
  waiting varchar,
  order_key varchar,
  watch_at timestamp(6) with time zone,
  begun_at timestamp(6) with time zone,
  last_begun_at timestamp(6) with time zone,
  late_at timestamp(6) with time zone,
  freed_at timestamp(6) with time zone,
  not_delivered varchar,
  progress text,
  log text,
  sent varchar,
  past varchar,
  primary key (connection_id, id)
) ${roomy};

create table ending (
  id uuid primary key,
  connection_id uuid not null,
  partner_id uuid not null,
  created_at timestamp(6) with time zone not null,
  updated_at timestamp(6) with time zone not null,
  last_begun_at timestamp(6) with time zone,
  attempts integer not null,
  resource varchar not null,
  type varchar not null,
  status varchar not null,
  verdict varchar,
  resource_id uuid,
  source_id varchar,
  late_at timestamp(6) with time zone,
  freed_at timestamp(6) with time zone,
  not_delivered varchar,
  progress text,
  log text,
  sent varchar,
  past varchar
);

insert into work (connection_id, id, partner_id, created_at, updated_at, fence, due_at, attempts, behind, doubtful, midway,
  mode, resource, type, waiting, order_key, watch_at, begun_at, last_begun_at, late_at, freed_at, not_delivered, progress,
  log, sent, past)
select connection_id, id, partner_id, created_at, updated_at, fence, due_at, attempts, behind, doubtful, midway,
  mode, resource, type, waiting, order_key, watch_at, begun_at, last_begun_at, late_at, freed_at, not_delivered, progress,
  log, sent, past
from operation where status = 'pending';

insert into ending (id, connection_id, partner_id, created_at, updated_at, last_begun_at, attempts, resource, type, status,
  verdict, resource_id, source_id, late_at, freed_at, not_delivered, progress, log, sent, past)
select id, connection_id, partner_id, created_at, updated_at, last_begun_at, attempts, resource, type, status,
  verdict, resource_id, source_id, late_at, freed_at, not_delivered, progress, log, sent, past
from operation where status <> 'pending';

drop index operation_due;
drop index operation_order;
drop index operation_watch;
drop index operation_late;
drop index operation_of_partner;
drop index operation_of_kind;
drop index operation_of_connection;
drop index operation_of_resource;
drop index operation_of_source;
alter table operation drop column status${and_drop} resource_id${and_drop} source_id${and_drop} verdict${and_drop} due_at${and_drop}
  waiting${and_drop} begun_at${and_drop} doubtful${and_drop} midway${and_drop} fence${and_drop} attempts${and_drop} progress${and_drop}
  not_delivered${and_drop} log${and_drop} order_key${and_drop} watch_at${and_drop} updated_at${and_drop} behind${and_drop}
  late_at${and_drop} sent${and_drop} last_begun_at${and_drop} past${and_drop} freed_at;
${written_once}

create index operation_of_target on operation (target_id) ${with_target};
create index operation_of_target_source on operation (target_source) ${with_target_source};

create index work_due on work (connection_id, behind, due_at, id) ${while_due};
create index work_order on work (connection_id, order_key, behind, id) ${while_ordered};
create index work_watch on work (mode, watch_at) ${while_watched};
create index work_late on work (connection_id, late_at) ${while_late};
create index work_of_partner on work (partner_id, id);
create index work_of_kind on work (partner_id, resource, type, id);

create index ending_late on ending (connection_id, late_at) ${while_late};
create index ending_of_partner on ending (partner_id, status, id);
create index ending_of_kind on ending (partner_id, resource, type, status, id);
create index ending_of_connection on ending (connection_id, status, id);
create index ending_of_resource on ending (resource_id) ${with_resource};
create index ending_of_source on ending (source_id) ${with_source};
