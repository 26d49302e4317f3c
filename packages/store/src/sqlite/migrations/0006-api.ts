/**
 * What the API needs: who wrote which revision, and whether files declare it; what a client said of a
 * resource; tokens, the log of changes, tenants, transcodings; and pages of runs, versions and insights in the
 * order of their creation. All that was applied before came from files.
 */
export const api = `
alter table applies add column via text;
alter table runs add column description text;
create index runs_in_order on runs (namespace, experiment, created_at, seq, task, trigger);

alter table resource_revisions add column actor text;
alter table resource_revisions add column via text;
-- The digest that files gave last; null: no file declares it.
alter table resource_revisions add column declared text;
alter table resource_revisions add column wire text;
alter table resource_revisions add column wire_digest text;
update resource_revisions set declared = digest, actor = (
  select actor from applies
  where applies.namespace = resource_revisions.namespace and applies.serial = resource_revisions.serial
);
create index resource_revisions_deleted on resource_revisions (namespace, address, serial)
  where via = 'api' and spec is null;

alter table resources add column created_by text;
alter table resources add column declared text;
update resources set declared = digest, created_by = (
  select actor from resource_revisions as earliest
  where earliest.namespace = resources.namespace and earliest.resource_id = resources.id
  order by revision limit 1
);

create index model_versions_in_order on model_versions (namespace, seq) where status <> 'DELETED';
create index model_versions_of_experiment on model_versions (namespace, experiment, seq)
  where status <> 'DELETED';

create table tokens (
  seq integer not null primary key autoincrement,
  namespace text not null,
  id text not null,
  hash text not null,
  user text not null,
  description text,
  scope text not null,
  org text,
  sandbox text,
  created_at text not null,
  created_by text not null,
  made_with text,
  expires_at text,
  revoked_at text,
  last_used_at text,
  unique (namespace, id),
  unique (namespace, hash)
) strict;

create table audit (
  seq integer not null primary key autoincrement,
  namespace text not null,
  at text not null,
  record text not null
) strict;
create index audit_in_order on audit (namespace, seq, at);
create trigger audit_stays before update on audit
begin select raise(abort, 'the log of changes is only ever appended to'); end;
-- What is too old goes, from the beginning on.
create trigger audit_is_kept before delete on audit
when exists (select 1 from audit where namespace = old.namespace and seq < old.seq)
begin select raise(abort, 'the log of changes is only ever appended to'); end;

create table tenants (
  seq integer not null primary key autoincrement,
  namespace text not null,
  org text,
  sandbox text not null,
  tenant text not null unique,
  created_at text not null
) strict;
create unique index tenants_by_name on tenants (namespace, ifnull(org, ''), sandbox);

create table transcodings (
  seq integer not null primary key autoincrement,
  namespace text not null,
  id text not null,
  model text not null,
  record text not null,
  unique (namespace, id)
) strict;
create index transcodings_by_model on transcodings (namespace, model, seq);
`;
