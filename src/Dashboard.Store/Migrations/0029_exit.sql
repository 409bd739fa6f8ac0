-- A school leaves: everything of it goes. And parked work remembers where it stood, so that it can go on from there.

alter table work add column parked_from smallint;

-- Takes a school out of every table; the statement about it is kept by whoever ran it, not here.
create function destroy_school(school int) returns jsonb language plpgsql security definer set search_path = public as $$
declare t text; n bigint; report jsonb := '{}'; sets int[];
begin
  perform only_in_scope(school);
  select coalesce(array_agg(goal_set_id), '{}') into sets from goal_set where school_id = school;
  for t in select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'school_id' and not a.attisdropped
    where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace and c.relname not in ('school', 'goal_set', 'goal_link', 'school_goal_set')
    order by c.relname = 'difficulty_release', c.relname = 'pupil', c.relname in ('staff', 'school_group'), c.relname loop
    execute format('delete from %I where school_id = $1', t) using school;
    get diagnostics n = row_count;
    if n > 0 then report := report || jsonb_build_object(t, n); end if;
  end loop;
  delete from goal_link where school_id = school or goal_id in (select goal_id from goal g join goal_set_release r using (release_id) where r.goal_set_id = any (sets));
  delete from school_goal_set where school_id = school or goal_set_id = any (sets);
  delete from goal_change where release_id in (select release_id from goal_set_release where goal_set_id = any (sets));
  delete from goal_in_release where release_id in (select release_id from goal_set_release where goal_set_id = any (sets));
  delete from goal_parent where goal_id in (select goal_id from goal g join goal_set_release r using (release_id) where r.goal_set_id = any (sets));
  delete from goal where release_id in (select release_id from goal_set_release where goal_set_id = any (sets));
  delete from goal_set_release where goal_set_id = any (sets);
  delete from goal_set where goal_set_id = any (sets);
  delete from school s where s.school_id = destroy_school.school;
  return report || jsonb_build_object('school', 1);
end $$;
