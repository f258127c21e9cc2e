-- The public half of an Ed25519 key that deliveries are signed with; null where they are signed with a secret.
alter table webhook add column public_key varchar;
