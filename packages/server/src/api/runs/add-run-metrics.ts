import { readMetric, readMetrics } from "@mlx/app";
import Type from "typebox";
import type { ApiScope } from "../../http/api-scope.ts";
import { unwrap } from "../../http/unwrap.ts";
import { answers } from "../schemas/answers.ts";
import { MetricPointSchema, MetricSummarySchema, RunParams } from "../schemas/run-schemas.ts";
import { named } from "../schemas/schema.ts";

const tags = ["runs"];

const attemptQuery = Type.Object({
  attempt: Type.Optional(Type.Integer({ minimum: 1, description: "the newest where absent" })),
});

/** Reads only: points are fenced by the lease of whoever works on the run, which no client has. */
export function addRunMetrics(scope: ApiScope): void {
  scope.get(
    "/runs/:run/metrics",
    {
      schema: {
        operationId: "listMetrics",
        tags,
        summary: "What a run has measured so far: the last, least and greatest value of each",
        params: RunParams,
        querystring: attemptQuery,
        response: answers(
          200,
          named("MetricList", Type.Object({ metrics: Type.Array(MetricSummarySchema) })),
          [404],
        ),
      },
    },
    async ({ admission: { project }, params, query }) => ({
      metrics: unwrap(await readMetrics(project, { ...params, ...query })),
    }),
  );

  scope.get(
    "/runs/:run/metrics/*",
    {
      schema: {
        operationId: "getMetric",
        tags,
        summary: "All points of one metric, by step",
        params: Type.Object({
          ...RunParams.properties,
          "*": Type.String({ description: "the metric's name, which may have slashes" }),
        }),
        querystring: attemptQuery,
        response: answers(
          200,
          named("MetricPoints", Type.Object({ points: Type.Array(MetricPointSchema) })),
          [404],
        ),
      },
    },
    async ({ admission: { project }, params: { run, "*": name }, query }) => ({
      points: unwrap(await readMetric(project, { run, name, ...query })),
    }),
  );
}
