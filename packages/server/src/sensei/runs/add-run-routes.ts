import {
  findRunById,
  findRunRecord,
  findVersionOfRun,
  openLogLink,
  type Project,
  queueRun,
  readLogText,
} from "@mlx/app";
import type { JsonObject, MlxError, Run } from "@mlx/core";
import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import type { ApiScope } from "../../http/api-scope.ts";
import { unwrap } from "../../http/unwrap.ts";
import { notFound } from "../errors.ts";
import { listFromStore } from "../listing/list-from-store.ts";
import { parseListQuery } from "../listing/list-query.ts";
import { answer } from "../media-types.ts";
import { rememberedText } from "../remember-texts.ts";
import { answers, jsonBody, ListQuerySchema, listingOf, refusals } from "../schemas.ts";
import { isUuid, requireResource } from "../wire/find-resources.ts";
import { nothingTrained, runNotMade } from "./errors.ts";
import { readRun } from "./read-run.ts";
import { runSource } from "./run-list.ts";
import { RunSchema, RunStatusSchema } from "./run-schemas.ts";
import { runStatus } from "./run-status.ts";
import { runPath, runProperties, runView } from "./run-view.ts";
import { sendLog } from "./send-log.ts";

const ofExperiment = Type.Object({ experimentId: Type.String() });
const ofRun = Type.Object({ experimentId: Type.String(), runId: Type.String() });
const tags = ["runs"];

/** Runs of experiments: made, listed, looked at, and their logs. */
export function addRunRoutes(scope: ApiScope): void {
  scope.get(
    "/experiments/:experimentId/runs",
    {
      schema: {
        ...{ tags, operationId: "getExperimentRuns", summary: "List the runs of an experiment" },
        ...{ params: ofExperiment, querystring: ListQuerySchema },
        response: answers(200, "experimentRunListing", listingOf(RunSchema), refusals.get),
      },
    },
    async (request, reply) => {
      const { project } = request.admission;
      const text = await rememberedText(project, request.url, async () => {
        const experiment = await requireResource(project, "experiment", request.params.experimentId);
        const query = parseListQuery(request.query, runProperties, [`experimentId==${experiment.id}`]);
        const path = `/data/sensei/experiments/${experiment.id}/runs`;
        const create = { link: "createExperimentRun", profile: "experimentRun" } as const;
        return listFromStore({ path, create }, query, runSource(project, experiment));
      });
      return answer(reply, "experimentRunListing", text);
    },
  );
  scope.post(
    "/experiments/:experimentId/runs",
    {
      schema: {
        ...{ tags, operationId: "createExperimentRun", summary: "Start a run of an experiment" },
        ...{ params: ofExperiment, body: jsonBody("experimentRun", RunSchema) },
        response: answers(201, "experimentRun", RunSchema, [...refusals.post, 404]),
      },
    },
    async (request, reply) => {
      const { project } = request.admission;
      const experiment = await requireResource(project, "experiment", request.params.experimentId);
      const wanted = await readRun(project, experiment, request.body);
      const made = await queueRun(project, wanted);
      if (!made.ok) throw refusalOf(made.failure, experiment.id, wanted.task ?? "");
      const { full } = runView(made.value, experiment.id);
      reply.header("location", runPath(experiment.id, made.value.id));
      return answer(reply, "experimentRun", full, 201);
    },
  );
  scope.get(
    "/experiments/:experimentId/runs/:runId",
    {
      schema: {
        ...{
          tags,
          operationId: "getExperimentRun",
          summary: "A run, with the parameters that it was made with",
        },
        params: ofRun,
        response: answers(200, "experimentRun", RunSchema, refusals.get),
      },
    },
    async (request, reply) => {
      const { project } = request.admission;
      const text = await rememberedText(project, request.url, async () => {
        const { run, experimentId } = await requireRun(project, request.params);
        return runView(run, experimentId).full;
      });
      return answer(reply, "experimentRun", text);
    },
  );
  scope.get(
    "/experiments/:experimentId/runs/:runId/status",
    {
      schema: {
        ...{
          tags,
          operationId: "getExperimentRunStatus",
          summary: "How a run stands, with links to its logs",
        },
        params: ofRun,
        response: answers(200, "experimentRunStatus", RunStatusSchema, refusals.get),
      },
    },
    async (request, reply) => {
      const { project } = request.admission;
      const { clock } = await project.adapters();
      const origin = originOf(request);
      // The links in it have a day: what is remembered is made anew each hour.
      const key = `${request.url} ${origin} ${Math.floor(clock.now() / 3_600_000)}`;
      const text = await rememberedText(project, key, () => tellStatus(project, request.params, origin));
      return answer(reply, "experimentRunStatus", text);
    },
  );
  scope.get(
    "/tasklogs",
    {
      // Whoever has the link may read the log: that is what it is for.
      config: { open: true, streams: true, produces: "text/plain" },
      schema: {
        ...{ tags, operationId: "getTaskLog", summary: "A log of a run, by a link from its status" },
        querystring: Type.Object({ link: Type.String() }),
      },
    },
    async (request, reply) => {
      const { project, log } = unwrap(await openLogLink(scope.project, String(request.query.link)));
      return sendLog(request, reply, async (offset) =>
        unwrap(await readLogText(project, { ...log, offset })),
      );
    },
  );
}

interface RunPath {
  readonly experimentId: string;
  readonly runId: string;
}

async function tellStatus(project: Project, path: RunPath, origin: string): Promise<JsonObject> {
  const { run, experimentId } = await requireRun(project, path);
  const record = unwrap(await findRunRecord(project, run.id));
  if (record === undefined) throw notFound("experimentRun", run.id);
  const model = record.model === undefined ? undefined : unwrap(await findVersionOfRun(project, run.id));
  return runStatus(project, record, {
    ...{ experimentId, origin },
    ...(model === undefined ? {} : { modelId: model.id }),
  });
}

/** A run of another experiment is not found below this one. Failure: 8540. */
async function requireRun(
  project: Project,
  { experimentId: id, runId }: RunPath,
): Promise<{ readonly run: Run; readonly experimentId: string }> {
  const experiment = await requireResource(project, "experiment", id);
  const run = isUuid(runId) ? unwrap(await findRunById(project, runId.toLowerCase())) : undefined;
  if (run?.experiment !== experiment.address) throw notFound("experimentRun", runId);
  return { run, experimentId: experiment.id };
}

/** A body is well-formed, and what it wants cannot be had: that is told of the body, not of the path. */
function refusalOf(failure: MlxError, experimentId: string, mode: string): MlxError {
  if (failure.code === "MLX3110" || failure.code === "MLX7004") return nothingTrained(experimentId, mode);
  return /^MLX[237]/.test(failure.code) ? runNotMade(failure) : failure;
}

/** As the client reached this server, so that links work for it. */
function originOf({ protocol, headers: { host } }: FastifyRequest): string {
  return host === undefined || host === "" ? "" : `${protocol}://${host}`;
}
