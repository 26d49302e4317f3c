/**
 * What services and the registry need: versions that were trained elsewhere, aliases with their log, what was
 * judged and approved; runs of several steps, and what runs use; announced runs, insights and endpoints.
 */
export const registry = `
alter table runs add column chain text;
alter table runs add column tags text;
alter table runs add column exact_of text;
alter table runs add column plots text;
create index runs_by_exact on runs (namespace, exact_of) where exact_of is not null;

alter table run_attempts add column step integer;
alter table run_attempts add column result text;
create index run_attempts_with_result on run_attempts (run) where result is not null;

create table new_model_versions (
  seq integer not null primary key autoincrement,
  namespace text not null,
  id text not null,
  model text not null,
  version integer not null,
  made_as text not null,
  status text not null,
  origin text not null,
  instance text,
  experiment text,
  run integer references runs (seq) on delete set null,
  run_id text,
  artifact text not null,
  metrics text not null,
  signature text,
  description text,
  tags text not null,
  inputs text,
  lineage text,
  actor text,
  source text,
  created_at text not null,
  deleted text,
  unique (namespace, model, version),
  unique (namespace, id)
) strict;
insert into new_model_versions (seq, namespace, id, model, version, made_as, status, origin, instance,
  experiment, run, run_id, artifact, metrics, tags, inputs, lineage, created_at)
select seq, namespace, id, model, version, made_as, status, 'run', instance,
  experiment, run, (select runs.id from runs where runs.seq = model_versions.run), artifact, metrics, '{}',
  inputs, lineage, created_at
from model_versions order by seq;
drop table model_versions;
alter table new_model_versions rename to model_versions;
create index model_versions_by_origin on model_versions (namespace, status, instance, experiment, seq);
create index model_versions_by_experiment on model_versions (namespace, experiment, status, seq);
create index model_versions_by_first_name on model_versions (namespace, made_as, version);
create index model_versions_by_run on model_versions (run);
create index model_versions_by_run_id on model_versions (run_id) where run_id is not null;

create table aliases (
  namespace text not null,
  model text not null,
  alias text not null,
  version integer not null,
  at text not null,
  primary key (namespace, model, alias)
) strict, without rowid;
create index aliases_by_version on aliases (namespace, model, version);

create table alias_moves (
  seq integer not null primary key autoincrement,
  namespace text not null,
  model text not null,
  alias text not null,
  "from" integer,
  "to" integer,
  kind text not null,
  actor text not null,
  reason text,
  evaluation text,
  apply_id text,
  at text not null
) strict;
create index alias_moves_in_order on alias_moves (namespace, seq);
create index alias_moves_by_alias on alias_moves (namespace, model, alias, seq);
-- The log is only ever appended to; but a model may get the new name of its instance.
create trigger alias_moves_stay before update of
  seq, namespace, alias, "from", "to", kind, actor, reason, evaluation, apply_id, at on alias_moves
begin select raise(abort, 'the log of aliases is only ever appended to'); end;
create trigger alias_moves_are_kept before delete on alias_moves
begin select raise(abort, 'the log of aliases is only ever appended to'); end;

create table evaluations (
  seq integer not null primary key autoincrement,
  namespace text not null,
  id text not null,
  model text not null,
  version integer not null,
  record text not null,
  unique (namespace, id)
) strict;
create index evaluations_in_order on evaluations (namespace, seq);
create index evaluations_by_model on evaluations (namespace, model, seq, version);
create index evaluations_by_version on evaluations (namespace, model, version, seq);

create table approvals (
  seq integer not null primary key autoincrement,
  namespace text not null,
  model text not null,
  version integer not null,
  alias text not null,
  actor text not null,
  at text not null,
  comment text,
  unique (namespace, model, version, alias, actor)
) strict;

-- What runs read and load: see runs/run-uses.ts.
create table run_uses (
  run integer not null references runs (seq),
  used text not null,
  namespace text not null,
  primary key (run, used)
) strict, without rowid;
create index run_uses_by_used on run_uses (namespace, used, run);
insert into run_uses (run, used, namespace)
select distinct runs.seq, json_extract(input.value, '$.dataset'), runs.namespace
from runs, json_each(runs.spec, '$.inputs') as input
where json_type(input.value, '$.dataset') = 'text';
create temp table version_refs (
  namespace text not null,
  ref text not null,
  id text not null,
  primary key (namespace, ref)
);
insert or ignore into version_refs
select namespace, 'model/' || model || '@v' || version, id from model_versions;
insert or ignore into version_refs
select namespace, 'model/' || made_as || '@v' || version, id from model_versions order by seq desc;
insert into run_uses (run, used, namespace)
select runs.seq, coalesce(known.id, json_extract(runs.spec, '$.model.ref')), runs.namespace
from runs
left join version_refs as known
  on known.namespace = runs.namespace and known.ref = json_extract(runs.spec, '$.model.ref')
where json_type(runs.spec, '$.model.ref') = 'text';
drop table version_refs;

create table cached_steps (
  namespace text not null,
  key text not null,
  run integer not null references runs (seq),
  result text not null,
  primary key (namespace, key, run)
) strict, without rowid;
create index cached_steps_by_run on cached_steps (run);

create table announced_runs (
  seq integer not null primary key autoincrement,
  namespace text not null,
  id text not null,
  experiment text not null,
  because text not null,
  actor text not null,
  at text not null,
  problem text,
  unique (namespace, id)
) strict;
create index announced_runs_by_experiment on announced_runs (namespace, experiment);

create table insights (
  seq integer not null primary key autoincrement,
  namespace text not null,
  id text not null,
  record text not null,
  unique (namespace, id)
) strict;
create index insights_in_order on insights (namespace, seq);
create table insight_contexts (
  namespace text not null,
  subject text not null,
  value text not null,
  insight integer not null references insights (seq),
  primary key (namespace, subject, value, insight)
) strict, without rowid;

create table endpoints (
  namespace text not null,
  service text not null,
  record text not null,
  primary key (namespace, service)
) strict, without rowid;

alter table delivery_cursors add column alias_move integer not null default 0;
alter table delivery_cursors add column evaluation integer not null default 0;
`;
