-- When the attempt began that led to the row's state; null where no attempt did.
alter table operation add column last_begun_at timestamp(6) with time zone;

-- What repeats an operation is found from it.
create index operation_retried on operation (retried_from) ${when_retried};
