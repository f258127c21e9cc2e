-- Bytes of a partner's operations, by the hour in which they were made; and up to which id they are counted.
create table kept_bytes (
  partner_id uuid not null,
  at_hour timestamp(6) with time zone not null,
  bytes bigint not null,
  primary key (partner_id, at_hour)
);
create table kept_counted (
  id integer primary key,
  up_to uuid not null
);
insert into kept_counted (id, up_to) values (1, '00000000-0000-0000-0000-000000000000');
