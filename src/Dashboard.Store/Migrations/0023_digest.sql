-- The weekly message by e-mail: who wants it, where, and for which week it was sent.
create table digest (
  school_id int not null,
  staff_id int not null,
  is_on boolean not null,
  address text not null,
  language text not null,
  sent_for date,
  primary key (school_id, staff_id)
);
alter table digest enable row level security;
alter table digest force row level security;
create policy in_scope on digest using (array[school_id] <@ (select schools_in_scope()));
