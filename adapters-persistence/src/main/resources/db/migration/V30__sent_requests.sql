-- What its attempts have sent, masked: a line of JSON for each request.
alter table operation add column sent varchar;
