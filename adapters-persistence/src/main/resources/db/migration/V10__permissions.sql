-- What the fleet lets the partner do, as JSON; null for everything.
alter table connection add column permissions varchar;
