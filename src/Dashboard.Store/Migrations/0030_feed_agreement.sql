-- What a school writes down about a feed before anything flows, and taking away again all that it brought.

alter table feed
  add column agreement_on date,                         -- day of the processing agreement
  add column agreement_by text,                         -- who signed it for the school
  add column takes_triggers boolean not null default true; -- the tool's own triggers come in beside its results

-- Takes away what a feed brought: results, what follows from them, what waits, and the reports. Only when it is off: nothing comes in meanwhile.
create function remove_feed_data(school int, which int) returns jsonb language plpgsql security definer set search_path = public as $$
declare n bigint; report jsonb := '{}'; gone uuid[]; goals int[]; t text;
begin
  perform only_in_scope(school);
  perform pg_advisory_xact_lock(school, which);
  if exists (select 1 from feed where school_id = school and tool_id = which and state = 1) then raise exception 'the feed is on' using errcode = '55000'; end if;
  select coalesce(array_agg(signal_id), '{}') into gone from signal where school_id = school and tool_id = which;
  select coalesce(array_agg(method_goal_id), '{}') into goals from method_goal where tool_id = which;
  for t in select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'signal_id' and not a.attisdropped
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname <> 'signal' loop
    execute format('delete from %I where school_id = $1 and signal_id = any ($2)', t) using school, gone;
    get diagnostics n = row_count; report := report || jsonb_build_object(t, n);
  end loop;
  delete from result_history h using result r where h.school_id = school and r.school_id = school and r.school_year = h.school_year and r.result_key = h.result_key and r.tool_id = which;
  get diagnostics n = row_count; report := report || jsonb_build_object('result_history', n);
  delete from goal_state where school_id = school and method_goal_id = any (goals);
  get diagnostics n = row_count; report := report || jsonb_build_object('goal_state', n);
  delete from signal_quiet where school_id = school and method_goal_id = any (goals);
  foreach t in array array['signal', 'track', 'result', 'difficulty', 'difficulty_release', 'waiting_result', 'work', 'delivery', 'launch'] loop
    execute format('delete from %I where school_id = $1 and tool_id = $2', t) using school, which;
    get diagnostics n = row_count; report := report || jsonb_build_object(t, n);
  end loop;
  update feed set last_delivery_at = null where school_id = school and tool_id = which;
  update group_version set version = version + 1, changed_at = now() where school_id = school;
  return report;
end $$;
