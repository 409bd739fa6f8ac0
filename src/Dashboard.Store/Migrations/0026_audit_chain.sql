-- The audit trail as evidence: nobody changes or takes away a line, and batches of lines are sealed into a hash chain per school.

alter table audit
  add column salt uuid default gen_random_uuid(),          -- goes when the line is made nameless: its digest then cannot be guessed
  add column digest bytea,                                 -- of salt, subject and detail, once they have been made nameless
  add column born xid8 not null default pg_current_xact_id(),
  add column seal int;                                     -- number of the batch; null: not sealed yet
create index audit_unsealed on audit (school_id, audit_id) where seal is null;
create index audit_at on audit (school_id, at, audit_id);
create index audit_subject on audit (school_id, subject, audit_id);
create index audit_actor on audit (school_id, actor, audit_id);

create table audit_seal (
  school_id int not null,
  seal int not null,
  sealed_at timestamptz not null,
  lines int not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  hash bytea not null,                                     -- HMAC under a key outside the database, over the one before it and the lines
  pruned boolean not null default false,                   -- its lines were destroyed because their time was over
  primary key (school_id, seal)
);
alter table audit_seal enable row level security;
alter table audit_seal force row level security;
create policy in_scope on audit_seal using (array[school_id] <@ (select schools_in_scope()));

create function only_in_scope(school int) returns void language plpgsql stable as $$
begin
  if not coalesce(array[school] <@ schools_in_scope(), false) then raise exception 'school % is not in scope', school using errcode = '42501'; end if;
end $$;

-- No login may update or delete lines. These three may, and do nothing else; row-level security holds for them too.
-- Lines of a transaction that still runs are left for the next batch: what is sealed is complete.
create function seal_audit_lines(school int, number int) returns bigint language plpgsql security definer set search_path = public as $$
declare n bigint;
begin
  perform only_in_scope(school);
  update audit set seal = number where school_id = school and seal is null
    and (born < pg_snapshot_xmin(pg_current_snapshot()) or born > pg_current_xact_id()); -- later than now: from before a restore
  get diagnostics n = row_count;
  return n;
end $$;
-- a pupil was erased: the lines stay, and the digest of what they said; the pupil's key and what hung on it go
create function make_audit_nameless(school int, pupil text, about text[]) returns bigint language plpgsql security definer set search_path = public as $$
declare n bigint;
begin
  perform only_in_scope(school);
  update audit set digest = coalesce(digest, sha256(convert_to(salt::text || coalesce(subject, '') || E'\n' || coalesce(detail::text, ''), 'UTF8'))), salt = null,
    subject = case when subject = pupil or subject = any (about) then null else subject end, detail = replace(detail::text, pupil, 'gewist')::jsonb
  where school_id = school and (subject = pupil or subject = any (about) or position(pupil in coalesce(detail::text, '')) > 0);
  get diagnostics n = row_count;
  return n;
end $$;
-- whole batches whose time is over; the seal stays, so that the chain goes on
create function prune_audit_lines(school int, before timestamptz) returns bigint language plpgsql security definer set search_path = public as $$
declare n bigint;
begin
  perform only_in_scope(school);
  if before > now() - interval '1 month' then raise exception 'lines of the last month are never destroyed' using errcode = '42501'; end if;
  update audit_seal set pruned = true where school_id = school and last_at < before;
  delete from audit a using audit_seal s where a.school_id = school and s.school_id = school and a.seal = s.seal and s.pruned;
  get diagnostics n = row_count;
  return n;
end $$;
