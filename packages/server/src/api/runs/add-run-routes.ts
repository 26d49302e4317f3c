import { compareRuns, searchRuns, showRun } from "@mlx/app";
import { type Address, isAddress, isTerminal, type Kind } from "@mlx/core";
import { describeComparison, describeEvent, describeRun } from "@mlx/documents";
import Type, { type Static } from "typebox";
import type { ApiScope } from "../../http/api-scope.ts";
import { unwrap } from "../../http/unwrap.ts";
import { noSuchResource } from "../errors.ts";
import { cursorNumber, readCursor, writeCursor } from "../page.ts";
import { answers, pageOf, pageQuery } from "../schemas/answers.ts";
import {
  ComparisonSchema,
  RunEventSchema,
  RunParams,
  RunSchema,
  runStates,
  runTriggers,
  taskNames,
} from "../schemas/run-schemas.ts";
import { named } from "../schemas/schema.ts";
import { addRunChanges } from "./add-run-changes.ts";
import { addRunFiles } from "./add-run-files.ts";
import { addRunMetrics } from "./add-run-metrics.ts";

const tags = ["runs"];

const RunQuery = Type.Object({
  filter: Type.Optional(
    Type.String({ description: "a search, e.g. `metrics.RMSE < 90000 and params.n_estimators = 100`" }),
  ),
  orderBy: Type.Optional(
    Type.String({ description: "e.g. `metrics.RMSE asc`; the newest first where absent" }),
  ),
  state: Type.Optional(Type.Array(Type.Enum([...runStates]), { description: "any of these" })),
  trigger: Type.Optional(Type.Array(Type.Enum([...runTriggers]), { description: "any of these" })),
  experiment: Type.Optional(Type.String({ description: "an address" })),
  instance: Type.Optional(Type.String({ description: "an address" })),
  task: Type.Optional(Type.Enum([...taskNames])),
  since: Type.Optional(
    Type.String({ description: "created at or after: a time, a date, or how long ago (`2h`)" }),
  ),
  until: Type.Optional(Type.String({ description: "created before" })),
  ...pageQuery(20),
});

export function addRunRoutes(scope: ApiScope): void {
  scope.get(
    "/runs",
    {
      schema: {
        operationId: "listRuns",
        tags,
        summary: "Runs that match, the newest first",
        description: "`filter` and `orderBy` are those of `mlx runs`; all that is given has to hold.",
        querystring: RunQuery,
        response: answers(200, pageOf("RunPage", RunSchema), [422]),
      },
    },
    async ({ admission: { project }, query: { cursor, limit = 20, ...query } }) => {
      const offset = cursor === undefined ? 0 : cursorNumber(cursor, "offset");
      // Runs that come while somebody reads from page to page would shift what follows.
      const asOf = cursor === undefined ? query.until : (textOf(readCursor(cursor).until) ?? query.until);
      const found = unwrap(
        await searchRuns(project, {
          ...selectionOf({ ...query, ...(asOf === undefined ? {} : { until: asOf }) }),
          ...(query.filter === undefined ? {} : { filter: query.filter }),
          orderBy: query.orderBy,
          ...{ limit, offset },
        }),
      );
      const newest = found.records[0]?.run.createdAt;
      const until = asOf ?? (newest === undefined || query.orderBy !== undefined ? undefined : after(newest));
      const next = { offset: offset + found.records.length, ...(until === undefined ? {} : { until }) };
      return {
        items: found.records.map(describeRun),
        total: found.total,
        next: found.more > 0 && found.records.length > 0 ? writeCursor(next) : null,
      };
    },
  );

  scope.get(
    "/runs/:run",
    {
      schema: {
        operationId: "getRun",
        tags,
        summary: "A run with its attempts, metrics, outputs and model",
        params: RunParams,
        response: answers(200, RunSchema, [404]),
      },
    },
    async ({ admission: { project }, params }) => describeRun(unwrap(await showRun(project, params)).record),
  );

  scope.get(
    "/runs/:run/history",
    {
      schema: {
        operationId: "getRunHistory",
        tags,
        summary: "What has happened to a run, oldest first",
        params: RunParams,
        response: answers(
          200,
          named(
            "RunHistory",
            Type.Object({ run: Type.String(), ended: Type.Boolean(), events: Type.Array(RunEventSchema) }),
          ),
          [404],
        ),
      },
    },
    async ({ admission: { project }, params }) => {
      const { record, events } = unwrap(await showRun(project, params));
      return {
        run: record.run.id,
        ended: isTerminal(record.run.status.state),
        events: events.map(describeEvent),
      };
    },
  );

  scope.get(
    "/compare",
    {
      schema: {
        operationId: "compare",
        tags,
        summary: "What differs between runs or versions of models",
        querystring: Type.Object({
          ref: Type.Array(Type.String(), {
            minItems: 1,
            maxItems: 20,
            description: "a run's id, or `model/x@v3`; repeated, two at least",
          }),
          all: Type.Optional(Type.Boolean({ description: "also what is equal" })),
        }),
        response: answers(200, ComparisonSchema, [404, 422]),
      },
    },
    async ({ admission: { project }, query: { ref, all = false } }) =>
      describeComparison(unwrap(await compareRuns(project, { refs: ref, all }))),
  );

  addRunChanges(scope);
  addRunMetrics(scope);
  addRunFiles(scope);
}

function selectionOf({ state, trigger, experiment, instance, task, since, until }: Static<typeof RunQuery>) {
  return {
    ...(state === undefined ? {} : { states: state }),
    ...(trigger === undefined ? {} : { triggers: trigger }),
    ...(experiment === undefined ? {} : { experiment: addressOfKind(experiment, "experiment") }),
    ...(instance === undefined ? {} : { instance: addressOfKind(instance, "instance") }),
    ...(task === undefined ? {} : { task }),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
  };
}

/** An address, or the name alone. Failure: 8581. */
function addressOfKind<K extends Kind>(text: string, kind: K): Address<K> {
  const address = text.includes("/") ? text : `${kind}/${text}`;
  if (!isAddress(address, kind)) throw noSuchResource(`${kind} ${JSON.stringify(text)}`);
  return address;
}

/** The first instant that does not belong to that millisecond. */
function after(time: string): string {
  return new Date(Date.parse(time) + 1).toISOString();
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
