-- The fleet that an event is about, where neither an operation nor a connection says it.
alter table event add column fleet_ref varchar(255);
