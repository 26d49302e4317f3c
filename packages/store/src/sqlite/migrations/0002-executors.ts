/** Runs say where they execute, and an attempt keeps Spark's event log. */
export const executors = `
alter table run_attempts add column event_log text;
update runs set spec = json_set(spec, '$.executor', 'process')
where json_extract(spec, '$.executor') is null;
`;
