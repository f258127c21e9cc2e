-- Locked by transactions that count what a partner has before they add to it.
create table partner_lock (
  partner_id uuid primary key
);
