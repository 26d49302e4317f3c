import type { Json, JsonObject, LineageGraph, Run, RunRecord } from "@mlx/core";
import { inputsOf } from "./run-inputs.ts";

export interface RunEventsRequest {
  /** Of jobs and models, e.g. `retail/dev`. */
  readonly namespace: string;
  readonly mlxVersion: string;
  /** Absolute paths of the project's datasets. */
  readonly absolute: (path: string) => string;
}

const spec = "https://openlineage.io/spec";
const schemaURL = `${spec}/2-0-2/OpenLineage.json#/$defs/RunEvent`;
/** Local files, as OpenLineage names them: the path in the namespace `file`. */
const fileNamespace = "file";

const ends = { DONE: "COMPLETE", FAILED: "FAIL", ABORTED: "ABORT" } as const;

/**
 * A run as events of OpenLineage 2-0-2: START, with what it read, once it has started; and COMPLETE, FAIL or ABORT,
 * with what it made, once it has ended. One that ended before it started has both at its end.
 */
export function toRunEvents(record: RunRecord, request: RunEventsRequest): readonly JsonObject[] {
  const { run } = record;
  const { status } = run;
  const end = status.state === "DONE" || status.state === "FAILED" || status.state === "ABORTED";
  const startedAt = run.startedAt ?? (end ? run.endedAt : undefined);
  if (startedAt === undefined) return [];
  const facet = facetOf(request);
  const common = {
    producer: producerOf(request),
    schemaURL,
    job: jobOf(run, request),
    inputs: inputsFor(record, request),
  };
  const start = {
    eventType: "START",
    eventTime: startedAt,
    run: runOf(run, request),
    ...common,
    outputs: [],
  };
  if (!end || run.endedAt === undefined) return [start];
  const failure: JsonObject =
    status.state === "FAILED"
      ? {
          errorMessage: facet("facets/1-0-0/ErrorMessageRunFacet", {
            message: `${status.reason}: ${status.message}`,
            programmingLanguage: run.spec.recipeType,
          }),
        }
      : {};
  return [
    start,
    {
      eventType: ends[status.state],
      eventTime: run.endedAt,
      run: runOf(run, request, failure),
      ...common,
      outputs: outputsFor(record, request),
    },
  ];
}

/** What of the graph is told by events, in the order of their times: its runs. */
export function runsOf({ nodes }: LineageGraph): readonly string[] {
  return nodes.flatMap(({ id, kind }) => (kind === "run" ? [id.slice("run/".length)] : []));
}

function producerOf({ mlxVersion }: RunEventsRequest): string {
  return `urn:mlx:${mlxVersion}`;
}

function facetOf(request: RunEventsRequest) {
  return (name: string, fields: JsonObject): JsonObject => ({
    _producer: producerOf(request),
    _schemaURL: `${spec}/${name}.json#/$defs/${name.split("/").at(-1)}`,
    ...fields,
  });
}

function runOf(run: Run, request: RunEventsRequest, more: JsonObject = {}): JsonObject {
  const facet = facetOf(request);
  return {
    runId: run.id,
    facets: {
      processing_engine: facet("facets/1-1-1/ProcessingEngineRunFacet", {
        version: request.mlxVersion,
        name: "mlx",
      }),
      ...(run.scheduledAt === undefined
        ? {}
        : {
            nominalTime: facet("facets/1-0-1/NominalTimeRunFacet", { nominalStartTime: run.scheduledAt }),
          }),
      ...more,
    },
  };
}

function jobOf({ task, experiment, instance }: Run, request: RunEventsRequest): JsonObject {
  return {
    namespace: request.namespace,
    name: experiment ?? `${instance}.${task}`,
    facets: {
      jobType: facetOf(request)("facets/2-0-3/JobTypeJobFacet", {
        processingType: "BATCH",
        integration: "MLX",
        jobType: task.toUpperCase(),
      }),
    },
  };
}

function inputsFor(record: RunRecord, request: RunEventsRequest): readonly Json[] {
  const paths = new Map(
    Object.values(record.run.spec.inputs).map(({ dataset, spec: { path } }) => [`${dataset}`, path]),
  );
  for (const { spec: step } of record.run.chain ?? [])
    for (const {
      dataset,
      spec: { path },
    } of Object.values(step.inputs))
      paths.set(dataset, path);
  return inputsOf(record).map(({ id, detail = {} }) => {
    if (id.startsWith("model/")) return modelDataset(id, request);
    const path = paths.get(id);
    const rows = detail.rows === undefined ? undefined : Number(detail.rows);
    return {
      ...(path === undefined
        ? { namespace: request.namespace, name: id }
        : { namespace: fileNamespace, name: request.absolute(path) }),
      facets: detail.fingerprint === undefined ? {} : versionFacet(detail.fingerprint, request),
      inputFacets:
        rows === undefined
          ? {}
          : {
              inputStatistics: facetOf(request)("facets/1-0-0/InputStatisticsInputDatasetFacet", {
                rowCount: rows,
              }),
            },
    };
  });
}

function outputsFor({ model, outputs }: RunRecord, request: RunEventsRequest): readonly Json[] {
  return [
    ...(model === undefined ? [] : [modelDataset(model, request)]),
    ...outputs.map(({ path, artifact }) => ({
      namespace: fileNamespace,
      name: path,
      facets: versionFacet(artifact.digest, request),
      outputFacets: {
        outputStatistics: facetOf(request)("facets/1-0-2/OutputStatisticsOutputDatasetFacet", {
          size: artifact.size,
          fileCount: artifact.files,
        }),
      },
    })),
  ];
}

/** A model is one dataset, whose versions are told by their facet. */
function modelDataset(ref: string, request: RunEventsRequest): JsonObject {
  const [model = ref, version = ""] = ref.split("@");
  return { namespace: request.namespace, name: model, facets: versionFacet(version, request) };
}

function versionFacet(datasetVersion: string, request: RunEventsRequest): JsonObject {
  return { version: facetOf(request)("facets/1-0-1/DatasetVersionDatasetFacet", { datasetVersion }) };
}
