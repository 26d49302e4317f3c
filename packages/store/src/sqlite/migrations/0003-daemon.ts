/**
 * What a daemon needs: a queue of runs with slots and limits, schedules with their ticks, records of
 * workers, and an outbox. Schedules that were applied before count from their last change; events from
 * before are told to nobody.
 */
export const daemon = `
alter table runs add column priority integer;
alter table runs add column slots text;
alter table runs add column limits text;
alter table runs add column ready_at text;
alter table runs add column overlap_limit integer;
alter table runs add column overlap_of text;
alter table runs add column scheduled_at text;
alter table runs add column window_start text;
alter table runs add column window_end text;
alter table runs add column rerun_of text;
alter table runs add column backfill text;
alter table runs add column forgiven_attempts integer not null default 0;
alter table runs add column suspect_since text;
alter table run_attempts add column place text;

drop index runs_by_state;
drop index runs_by_experiment;
drop index runs_by_instance;
-- Each ends in all that a list filters and sorts by, so that a page is found in the index alone.
create index runs_by_state on runs (namespace, state, created_at, seq, task, trigger, reason);
-- This one also in what is read of an experiment's active runs, and in what its scheduled runs are found
-- by: a run that is made at the same time as a thousand others costs by the number of indexes.
create index runs_by_experiment on runs
  (namespace, experiment, state, created_at, seq, task, trigger, id, reason, scheduled_at);
create index runs_by_instance on runs (namespace, instance, state, created_at, seq, task, trigger);
create index runs_by_backfill on runs (namespace, backfill, state, created_at, seq, task, trigger)
  where backfill is not null;
create index runs_by_end on runs (namespace, ended_at, seq) where ended_at is not null;
create index runs_waiting_for_overlap on runs (namespace, experiment, seq) where reason = 'WAITING_OVERLAP';

alter table run_events add column namespace text not null default '';
update run_events set namespace = (select namespace from runs where runs.seq = run_events.run);
create index run_events_by_namespace on run_events (namespace, seq);

-- The PENDING and RETRY runs. The queue of a place is in the order of rank, ready_at, run.
create table run_queue (
  run integer not null primary key references runs (seq),
  namespace text not null,
  place text not null,
  rank real not null,
  ready_at text not null,
  deadline text,
  request text not null
) strict;
create index run_queue_by_place on run_queue (namespace, place, rank, ready_at, run);
create index run_queue_by_readiness on run_queue (namespace, ready_at) where place = 'LATER';
create index run_queue_by_deadline on run_queue (namespace, deadline) where deadline is not null;
insert into run_queue (run, namespace, place, rank, ready_at, request)
select seq, namespace, iif(state = 'RETRY', 'LATER', 'DUE'), 0, coalesce(next_attempt_at, created_at),
  '{"limits":{},"slots":{"runs":1}}'
from runs where state in ('PENDING', 'RETRY');

-- Slots and limits that runs could have, and keep their turn for while they are parked at another.
create table run_keeps (
  run integer not null references run_queue (run) on delete cascade,
  name text not null,
  namespace text not null,
  primary key (run, name)
) strict, without rowid;
create index run_keeps_by_name on run_keeps (namespace, name, run);

-- What RUNNING runs hold: slots and limits.
create table run_slots (
  run integer not null references runs (seq),
  name text not null,
  namespace text not null,
  host text not null,
  amount real not null,
  primary key (run, name)
) strict, without rowid;
create index run_slots_by_name on run_slots (namespace, name, host, amount);
insert into run_slots (run, name, namespace, host, amount)
select seq, 'runs', namespace, coalesce(json_extract(worker, '$.host'), ''), 1
from runs where state = 'RUNNING';

-- Names that something was given back of since the queue was looked at last, while runs wait for them.
create table slot_wakes (
  namespace text not null,
  name text not null,
  primary key (namespace, name)
) strict, without rowid;

create table queue_states (
  namespace text not null primary key,
  offered text not null
) strict, without rowid;

create table schedules (
  seq integer not null primary key,
  namespace text not null,
  id text not null,
  experiment text not null,
  spec text not null,
  enabled integer not null,
  anchor text not null,
  last_evaluated text not null,
  wake_at text,
  paused text,
  unique (namespace, id)
) strict;
create index schedules_by_experiment on schedules (namespace, experiment);
create index schedules_by_wake on schedules (namespace, wake_at) where wake_at is not null;
insert into schedules (namespace, id, experiment, spec, enabled, anchor, last_evaluated, wake_at)
select live.namespace, live.id, live.address, json_extract(newest.spec, '$.schedule'),
  coalesce(json_extract(newest.spec, '$.enabled'), 1), newest.at, newest.at, newest.at
from resources as live
join resource_revisions as newest
  on newest.namespace = live.namespace and newest.resource_id = live.id and newest.revision = live.revision
where live.kind = 'experiment' and json_type(newest.spec, '$.schedule') = 'object';

create table ticks (
  seq integer not null primary key autoincrement,
  namespace text not null,
  schedule text not null,
  experiment text not null,
  nominal text not null,
  range_until text,
  range_count integer,
  outcome text not null,
  message text,
  run text,
  evaluated_at text not null,
  unique (namespace, schedule, nominal)
) strict;
create index ticks_in_order on ticks (namespace, seq, outcome);
create index ticks_by_experiment on ticks (namespace, experiment, seq, outcome);
create index ticks_by_age on ticks (namespace, evaluated_at);

create table workers (
  namespace text not null,
  id text not null,
  started_at text not null,
  record text not null,
  primary key (namespace, id)
) strict, without rowid;

create table deliveries (
  seq integer not null primary key autoincrement,
  namespace text not null,
  id text not null,
  key text not null,
  event text not null,
  target text not null,
  subject text not null,
  payload text not null,
  state text not null,
  created_at text not null,
  next_attempt_at text,
  ended_at text,
  attempts text not null,
  unique (namespace, id),
  unique (namespace, key)
) strict;
create index deliveries_in_order on deliveries (namespace, seq, state, target);
create index deliveries_by_turn on deliveries (namespace, next_attempt_at, seq) where state = 'WAITING';
create index deliveries_by_end on deliveries (namespace, ended_at) where ended_at is not null;

create table delivery_cursors (
  namespace text not null primary key,
  run_event integer not null,
  tick integer not null
) strict, without rowid;
insert into delivery_cursors (namespace, run_event, tick)
select namespace, max(seq), 0 from run_events group by namespace;
`;
