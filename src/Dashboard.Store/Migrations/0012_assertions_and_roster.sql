-- private_key_jwt: an assertion is good once, on whichever node
create table used_assertion (
  client_id text not null,
  jti_hash bytea not null,
  expires_at timestamptz not null,
  primary key (client_id, jti_hash)
);
create index used_assertion_expires on used_assertion (expires_at);

-- roster: a group that is no longer in the administration; a pupil's own year in a combination or composite group
alter table school_group add column ended_on date;
alter table membership add column year_group text;
