-- What teachers write down about a pupil, how each of them left a group's page, and their own words for the petals of the flower.

create table note (
  school_id int not null,
  note_id uuid not null,
  kind smallint not null,
  pupil_id int not null,
  topic text,
  topic_name text,
  judgement smallint,
  text text,
  staff_id int not null,
  at timestamptz not null,
  undone_at timestamptz,
  primary key (school_id, note_id)
);
create index note_pupil on note (school_id, pupil_id);

create table group_view (
  school_id int not null,
  staff_id int not null,
  group_id int not null,
  seen_at timestamptz not null,
  before_at timestamptz,  -- the end of the visit before this one
  period text not null,
  subject text,
  domain text,
  primary key (school_id, staff_id, group_id)
);

create table petal_label (
  school_id int not null,
  group_id int not null,
  petal smallint not null,
  label text not null,
  staff_id int not null,
  at timestamptz not null,
  primary key (school_id, group_id, petal)
);

do $$
declare t text;
begin
  foreach t in array array['note', 'group_view', 'petal_label'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy in_scope on %I using (array[school_id] <@ (select schools_in_scope()))', t);
  end loop;
end $$;
