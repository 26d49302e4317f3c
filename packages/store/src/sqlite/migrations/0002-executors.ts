/**
 * Recipes and runs say where they execute, as the language's defaults have it, and an attempt keeps
 * Spark's event log. A recipe keeps its digest, which SQL cannot compute.
 */
export const executors = `
alter table run_attempts add column event_log text;

update resource_revisions set spec = ${withExecutor("$.type")}
where kind = 'recipe' and json_type(spec, '$.executor') is null;

update runs set spec = ${withExecutor("$.recipeType")}
where json_type(spec, '$.executor') is null;
`;

/** The spec, as an expression. A JVM in a container of profile strict needs more than others. */
function withExecutor(recipeType: string): string {
  return `case
  when json_type(spec, '$.origin.source') is not null then json_set(spec, '$.executor', 'process')
  else json_set(spec, '$.executor', 'docker', '$.container', json(case
    when json_extract(spec, '${recipeType}') in ('PySpark', 'Spark')
      then '{"pids":4096,"profile":"strict","pull":"missing","tmpExec":true}'
    else '{"profile":"strict","pull":"missing"}'
  end))
end`;
}
