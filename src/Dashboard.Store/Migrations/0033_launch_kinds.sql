-- How a click reaches a tool, per tool: a signed one-time link (0), a sign-in at the school's identity provider (1), or LTI 1.3 (2).
alter table tool
  add column launch_kind smallint not null default 0,
  add column redirect_uris text[] not null default '{}'; -- where an LTI launch may be sent to; compared letter by letter

-- LTI demands RS256, and an RSA key cannot be derived from the secret: the first node makes one, sealed under the secret.
create table launch_signing_key (
  name text primary key,
  sealed text not null, -- base64 of PKCS#8
  made_at timestamptz not null
);
