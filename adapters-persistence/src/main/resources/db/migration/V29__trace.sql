-- The W3C trace context of the request that made an operation, of which its attempts and deliveries are a part.
alter table operation add column traceparent varchar(55);
alter table operation add column tracestate varchar(512);
