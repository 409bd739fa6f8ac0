-- A school decides itself about its own links to a goal that a release changed; what a curator decides is about the links for every school.
create table school_goal_review (
  school_id int not null,
  change_id int not null references goal_change,
  state smallint not null,
  decided_by text not null,
  decided_at timestamptz not null,
  reason text not null,
  primary key (school_id, change_id)
);
alter table school_goal_review enable row level security;
alter table school_goal_review force row level security;
create policy in_scope on school_goal_review using (array[school_id] <@ (select schools_in_scope()));
create function school_goal_reviews_changed() returns trigger language plpgsql security definer set search_path = public as $$
begin
  perform note_map_change(array(select distinct 'school/' || school_id from changed));
  return null;
end $$;
create trigger school_goal_review_added after insert on school_goal_review referencing new table as changed for each statement execute function school_goal_reviews_changed();
