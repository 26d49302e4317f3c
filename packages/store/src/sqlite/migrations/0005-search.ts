/**
 * What searches over runs read: see search/search-tables.ts. Triggers note each run that changed, so that no write
 * can forget it; whoever makes one of these tables anew makes its triggers anew.
 */
export const search = `
create table search_cells (
  namespace text not null,
  "column" text not null,
  segment integer not null,
  cells blob not null,
  primary key (namespace, "column", segment)
) strict;
create index search_cells_by_segment on search_cells (segment);

create table search_words (
  id integer not null primary key,
  word text not null unique
) strict;

create table search_dirty (
  run integer not null primary key
) strict;
insert into search_dirty (run) select seq from runs;

${[
  trigger("search_run_made", "after insert on runs", "new.seq"),
  trigger(
    "search_run_changed",
    "after update of state, reason, experiment, instance, attempt, started_at, ended_at, tags, spec, chain on runs",
    "new.seq",
  ),
  trigger("search_run_removed", "after delete on runs", "old.seq"),
  trigger("search_metric_made", "after insert on metric_series", "new.run"),
  trigger("search_metric_changed", "after update of last on metric_series", "new.run"),
  trigger("search_metric_removed", "after delete on metric_series", "old.run"),
  trigger("search_attempt_made", "after insert on run_attempts", "new.run"),
  trigger("search_attempt_changed", "after update of step on run_attempts", "new.run"),
  trigger("search_model_made", "after insert on model_versions when new.run is not null", "new.run"),
  trigger(
    "search_model_changed",
    "after update of model, version, run on model_versions when new.run is not null",
    "new.run",
  ),
  trigger("search_model_removed", "after delete on model_versions when old.run is not null", "old.run"),
].join("\n")}
`;

function trigger(name: string, event: string, run: string): string {
  return `create trigger ${name} ${event}
begin insert into search_dirty (run) values (${run}) on conflict do nothing; end;`;
}
