-- What the operation waited for and how an attempt without an answer was settled: a line each.
alter table operation add column past varchar;
-- When it was let go that waited for an earlier write.
alter table operation add column freed_at timestamp(6) with time zone;
