-- People: a second factor, sessions that end, accounts that are made here or at an identity provider.

alter table staff
  add column disabled_at timestamptz,
  add column totp_secret bytea,                        -- sealed under the school's key
  add column totp_confirmed_at timestamptz,
  add column totp_last_step bigint not null default 0, -- a code is good once
  add column last_sign_in_at timestamptz;

create table person_session (
  school_id int not null,
  session_id uuid not null,
  staff_id int not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  primary key (school_id, session_id)
);
create index person_session_staff on person_session (school_id, staff_id);
alter table person_session enable row level security;
alter table person_session force row level security;
create policy in_scope on person_session using (array[school_id] <@ (select schools_in_scope()));

-- directories, read before a school is known: by the hash of what somebody shows
create table activation (
  code_hash bytea primary key,
  school_id int not null,
  staff_id int not null,
  expires_at timestamptz not null
);
-- somebody at an identity provider; staff_id null: she was here, and waits until her school says who she is
create table external_login (
  provider text not null,
  subject_hash bytea not null,
  school_id int not null,
  staff_id int,
  shown bytea not null,                                -- name that the provider gives, sealed under the school's key
  first_at timestamptz not null,
  last_at timestamptz not null,
  primary key (provider, subject_hash)
);
create index external_login_school on external_login (school_id);
