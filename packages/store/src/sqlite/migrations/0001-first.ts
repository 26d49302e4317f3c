/**
 * The first schema. A migration that was released is never edited; a change is a new one. The text
 * stands in a module, so that it is there from source and in a bundle alike.
 */
export const first = `
create table installation (
  id text not null primary key,
  key text not null
) strict;

create table namespaces (
  name text not null primary key,
  serial integer not null
) strict;

create table applies (
  namespace text not null references namespaces (name),
  serial integer not null,
  id text not null,
  at text not null,
  actor text not null,
  command text not null,
  git text,
  config_digest text not null,
  summary text not null,
  changes text not null,
  primary key (namespace, serial),
  unique (namespace, id)
) strict;

create table resource_revisions (
  namespace text not null,
  resource_id text not null,
  revision integer not null,
  address text not null,
  kind text not null,
  apply_id text not null,
  serial integer not null,
  at text not null,
  digest text,
  "references" text,
  observed text,
  spec text,
  primary key (namespace, resource_id, revision),
  foreign key (namespace, serial) references applies (namespace, serial)
) strict;
create index resource_revisions_by_address on resource_revisions (namespace, address, serial);

create table resources (
  namespace text not null,
  address text not null,
  id text not null,
  kind text not null,
  revision integer not null,
  digest text not null,
  "references" text not null,
  created_at text not null,
  primary key (namespace, address),
  unique (namespace, id),
  foreign key (namespace, id, revision) references resource_revisions (namespace, resource_id, revision)
) strict, without rowid;

create table runs (
  seq integer not null primary key autoincrement,
  namespace text not null,
  id text not null,
  task text not null,
  trigger text not null,
  actor text not null,
  instance text not null,
  experiment text,
  state text not null,
  reason text,
  phase text,
  message text,
  next_attempt_at text,
  desired text not null,
  stop_reason text,
  stop_actor text,
  stop_at text,
  attempt integer not null,
  epoch integer not null,
  worker_id text,
  worker text,
  lease_expires_at text,
  created_at text not null,
  started_at text,
  ended_at text,
  spec text not null,
  unique (namespace, id)
) strict;
-- Each ends in all that a list filters and sorts by, so that a page is found in the index alone.
create index runs_by_state on runs (namespace, state, created_at, seq, task);
create index runs_by_experiment on runs (namespace, experiment, state, created_at, seq, task);
create index runs_by_instance on runs (namespace, instance, state, created_at, seq, task);

create table run_attempts (
  run integer not null references runs (seq),
  number integer not null,
  epoch integer not null,
  executor text not null,
  handle text,
  environment text,
  staged text,
  started_at text,
  exit text,
  ended_at text,
  outcome text,
  primary key (run, number)
) strict;

create table run_outputs (
  run integer not null references runs (seq),
  channel text not null,
  artifact text not null,
  path text not null,
  primary key (run, channel)
) strict;

create table run_events (
  seq integer not null primary key autoincrement,
  run integer not null references runs (seq),
  at text not null,
  actor text not null,
  type text not null,
  "from" text,
  "to" text,
  reason text,
  data text
) strict;
create index run_events_by_run on run_events (run, seq);

create table metric_series (
  id integer not null primary key,
  run integer not null,
  attempt integer not null,
  name text not null,
  last real,
  last_step real not null,
  min real,
  max real,
  count integer not null,
  first_at real not null,
  last_at real not null,
  max_step real not null,
  stride integer not null,
  kept integer not null,
  unique (run, attempt, name),
  foreign key (run, attempt) references run_attempts (run, number)
) strict;

create table metric_points (
  series integer not null references metric_series (id),
  step real not null,
  value real,
  at real not null,
  primary key (series, step)
) strict, without rowid;

create table model_versions (
  seq integer not null primary key autoincrement,
  namespace text not null,
  id text not null,
  model text not null,
  version integer not null,
  made_as text not null,
  status text not null,
  instance text not null,
  experiment text,
  run integer not null references runs (seq),
  artifact text not null,
  metrics text not null,
  inputs text not null,
  lineage text not null,
  created_at text not null,
  unique (namespace, model, version),
  unique (namespace, id)
) strict;
create index model_versions_by_origin on model_versions (namespace, status, instance, experiment, seq);
create index model_versions_by_experiment on model_versions (namespace, experiment, status, seq);
create index model_versions_by_first_name on model_versions (namespace, made_as, version);
create index model_versions_by_run on model_versions (run);
`;
