-- Rights of pupils and parents: requests with their weighing, erasure that stays, retention per kind.

create table rights_request (
  school_id int not null,
  request_id uuid not null,
  kind smallint not null,                  -- 0 erasure, 1 rectification, 2 inzage
  state smallint not null default 0,       -- 0 received, 1 weighed, 2 executed, 3 refused
  pupil_id int,                            -- null once the pupil was erased
  asked_on date not null,
  received_at timestamptz not null,
  received_by int not null,
  weighing text,                           -- of the school: which ground, which interest
  weighed_at timestamptz,
  decided_at timestamptz,
  decided_by int,
  reason text,                             -- of a refusal
  report jsonb,                            -- rows per table that went
  primary key (school_id, request_id)
);
create index rights_request_pupil on rights_request (school_id, pupil_id);

-- keyed hashes of the outside names of who was erased: what comes for them is dropped at the door
create table tombstone (
  school_id int not null,
  hash bytea not null,
  erased_at timestamptz not null,
  request_id uuid,
  primary key (school_id, hash)
);

-- how long a school keeps what; a kind without a row has the product's own term, and never longer
create table retention_term (
  school_id int not null,
  kind smallint not null,
  days int not null,
  primary key (school_id, kind)
);
create table retention_run (
  school_id int not null,
  ran_at timestamptz not null,
  report jsonb not null,
  primary key (school_id, ran_at)
);
do $$
declare t text;
begin
  foreach t in array array['rights_request', 'tombstone', 'retention_term', 'retention_run'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy in_scope on %I using (array[school_id] <@ (select schools_in_scope()))', t);
  end loop;
end $$;

-- Takes a pupil out of every table that has a pupil_id, and what hangs on its signals and results: a new table is reached by itself.
-- One transaction. What is left behind are keyed hashes of the outside names.
create function erase_pupil(school int, who int, request uuid, at timestamptz) returns jsonb language plpgsql security definer set search_path = public as $$
declare
  t text; n bigint; report jsonb := '{}';
  hashes bytea[]; signals uuid[]; results uuid[]; links text[]; ids text[]; name text; pupil_key uuid; lonely uuid[]; shared uuid[];
begin
  perform only_in_scope(school);
  perform pg_advisory_xact_lock(school, tool_id) from (select tool_id from tool order by tool_id) tools; -- as Mapping does: nothing is mapped meanwhile
  select p.key, pn.given_name into pupil_key, name from pupil p left join pupil_name pn using (school_id, pupil_id) where p.school_id = school and p.pupil_id = who;
  if pupil_key is null then return null; end if;
  select coalesce(array_agg(hash), '{}') into hashes from pupil_alias where school_id = school and pupil_id = who;
  select coalesce(array_agg(signal_id), '{}') into signals from signal where school_id = school and pupil_id = who;
  select coalesce(array_agg(distinct result_key), '{}'), coalesce(array_agg(distinct deep_link) filter (where deep_link is not null), '{}'), coalesce(array_agg(distinct result_id), '{}')
    into results, links, ids from result where school_id = school and pupil_id = who;
  select coalesce(array_agg(f.follow_up_id) filter (where not f.others), '{}'), coalesce(array_agg(f.follow_up_id) filter (where f.others), '{}') into lonely, shared from (
    select p.follow_up_id, exists (select 1 from follow_up_pupil o where o.school_id = school and o.follow_up_id = p.follow_up_id and o.pupil_id <> who) as others
    from follow_up_pupil p where p.school_id = school and p.pupil_id = who) f;

  -- every group page of the pupil shows something new
  update group_version v set version = version + 1, changed_at = at from membership m where v.school_id = school and m.school_id = school and m.pupil_id = who and v.group_id = m.group_id;
  -- none when a term is over: who comes back to the school is welcome
  insert into tombstone select school, h, at, request from unnest(hashes) h where request is not null on conflict do nothing;

  -- what hangs on signals and results
  for t in select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'signal_id' and not a.attisdropped
    where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace and c.relname <> 'signal' loop
    execute format('delete from %I where school_id = $1 and signal_id = any ($2)', t) using school, signals;
    get diagnostics n = row_count; report := report || jsonb_build_object(t, n);
  end loop;
  delete from result_history where school_id = school and result_key = any (results);
  get diagnostics n = row_count; report := report || jsonb_build_object('result_history', n);
  delete from launch where school_id = school and target = any (links);
  get diagnostics n = row_count; report := report || jsonb_build_object('launch', n);
  delete from waiting_result where school_id = school and (alias_hash = any (hashes) or other_hash = any (hashes)
    or exists (select 1 from generate_series(0, coalesce(length(more_hashes), 0) / 16 - 1) i where substring(more_hashes from i * 16 + 1 for 16) = any (hashes)));
  get diagnostics n = row_count; report := report || jsonb_build_object('waiting_result', n);
  update delivery set problems = (select jsonb_agg(p) from jsonb_array_elements(problems) p where not (p ->> 'resultId' = any (ids)))
    where school_id = school and problems is not null and exists (select 1 from jsonb_array_elements(problems) p where p ->> 'resultId' = any (ids));
  get diagnostics n = row_count; report := report || jsonb_build_object('delivery', n);

  -- what was agreed for this pupil alone goes; what was agreed for more stays, without the name
  for t in select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'follow_up_id' and not a.attisdropped
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace loop
    execute format('delete from %I where school_id = $1 and follow_up_id = any ($2)', t) using school, lonely;
    get diagnostics n = row_count; report := report || jsonb_build_object(t, n);
  end loop;
  if name is not null then
    update follow_up set partner = regexp_replace(partner, '\m' || regexp_replace(name, '([^[:alnum:]])', '\\\1', 'g') || '\M', '…', 'gi'),
      expectation = regexp_replace(expectation, '\m' || regexp_replace(name, '([^[:alnum:]])', '\\\1', 'g') || '\M', '…', 'gi')
    where school_id = school and follow_up_id = any (shared);
  end if;

  for t in select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'pupil_id' and not a.attisdropped
    where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace and c.relname not in ('pupil', 'rights_request') order by c.relname loop
    execute format('delete from %I where school_id = $1 and pupil_id = $2', t) using school, who;
    get diagnostics n = row_count; report := report || jsonb_build_object(t, coalesce((report ->> t)::bigint, 0) + n);
  end loop;
  update rights_request set pupil_id = null where school_id = school and pupil_id = who;
  delete from pupil where school_id = school and pupil_id = who;
  return report || jsonb_build_object('pupil', 1, 'audit', make_audit_nameless(school, pupil_key::text, signals::text[] || results::text[] || lonely::text[]));
end $$;

-- What is past its term. Kinds: 0 ledger payloads, 1 parked work, 2 results with what follows from them, 3 what teachers recorded, 4 launches, 5 reports of deliveries.
create function expire_rows(school int, what smallint, before timestamptz) returns jsonb language plpgsql security definer set search_path = public as $$
declare n bigint; report jsonb := '{}'; years smallint; gone uuid[]; t text;
begin
  perform only_in_scope(school);
  years := extract(year from before at time zone 'Europe/Amsterdam') - case when extract(month from before at time zone 'Europe/Amsterdam') < 8 then 1 else 0 end; -- the school year of that day stays
  if what = 0 then
    delete from work where school_id = school and state = 3 and created_at < before;
    get diagnostics n = row_count; report := jsonb_build_object('work', n);
  elsif what = 1 then
    delete from work where school_id = school and state = 9 and created_at < before;
    get diagnostics n = row_count; report := jsonb_build_object('parked', n);
    delete from waiting_result where school_id = school and received_at < before;
    get diagnostics n = row_count; report := report || jsonb_build_object('waiting_result', n);
  elsif what = 2 then
    select coalesce(array_agg(signal_id), '{}') into gone from signal where school_id = school and school_year < years;
    delete from notice where school_id = school and signal_id = any (gone);
    delete from reaction where school_id = school and signal_id = any (gone);
    foreach t in array array['signal', 'goal_state', 'track', 'result_history', 'result'] loop
      execute format('delete from %I where school_id = $1 and school_year < $2', t) using school, years;
      get diagnostics n = row_count; report := report || jsonb_build_object(t, n);
    end loop;
    delete from group_notice where school_id = school and at < before;
  elsif what = 3 then
    delete from signal_quiet where school_id = school and told_at < before and until < current_date;
    delete from follow_up_pupil p using follow_up f where p.school_id = school and f.school_id = school and f.follow_up_id = p.follow_up_id and f.at < before;
    delete from follow_up where school_id = school and at < before;
    get diagnostics n = row_count; report := report || jsonb_build_object('follow_up', n);
    delete from mark where school_id = school and at < before;
    get diagnostics n = row_count; report := report || jsonb_build_object('mark', n);
    delete from note where school_id = school and at < before;
    get diagnostics n = row_count; report := report || jsonb_build_object('note', n);
    delete from target_level where school_id = school and valid_from < before;
    get diagnostics n = row_count; report := report || jsonb_build_object('target_level', n);
  elsif what = 4 then
    delete from launch where school_id = school and expires_at < before;
    get diagnostics n = row_count; report := jsonb_build_object('launch', n);
  elsif what = 5 then
    delete from delivery d where school_id = school and received_at < before and not exists (select 1 from work w where w.school_id = school and w.delivery_id = d.delivery_id);
    get diagnostics n = row_count; report := jsonb_build_object('delivery', n);
  end if;
  return report;
end $$;
