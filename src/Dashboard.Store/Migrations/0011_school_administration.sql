-- Where a school's own administration (LAS) is, to fetch the roster from (UWLR leerlinggegevens). The key is encrypted under the school's key.
create table school_administration (
  school_id int not null primary key,
  address text not null,
  klantcode text not null,
  klantnaam text not null,
  sleutel bytea not null,
  gegevensset text,
  stepwise boolean not null default false,
  version text not null,
  received_at timestamptz
);
alter table school_administration enable row level security;
alter table school_administration force row level security;
create policy in_scope on school_administration using (array[school_id] <@ (select schools_in_scope()));
