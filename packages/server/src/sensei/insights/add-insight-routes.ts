import { findInsight, queueInsight } from "@mlx/app";
import { defaultMetrics, recipeAlgorithms, timestamp } from "@mlx/core";
import { Type } from "typebox";
import type { ApiScope } from "../../http/api-scope.ts";
import { unwrap } from "../../http/unwrap.ts";
import { notFound } from "../errors.ts";
import { listFromStore } from "../listing/list-from-store.ts";
import { parseListQuery } from "../listing/list-query.ts";
import { answer } from "../media-types.ts";
import { rememberedText } from "../remember-texts.ts";
import { answers, idParams, jsonBody, ListQuerySchema, listingOf, refusals } from "../schemas.ts";
import { isUuid } from "../wire/find-resources.ts";
import { insightSource } from "./insight-list.ts";
import { DefaultMetricsSchema, InsightSchema } from "./insight-schemas.ts";
import { insightProperties, insightsPath, viewInsight } from "./insight-view.ts";
import { readInsight } from "./read-insight.ts";

const tags = ["insights"];
const collection = { path: insightsPath, create: { link: "createInsight", profile: "insight" } } as const;

export function addInsightRoutes(scope: ApiScope): void {
  scope.get(
    "/insights",
    {
      schema: {
        ...{ tags, operationId: "listInsights", querystring: ListQuerySchema },
        summary: "Lists what clients and runs have measured",
        description:
          "Conditions on `context.experimentRunId`, `experimentId`, `mlInstanceId` or `modelId` find what runs have measured; of those that are left the newest 2,000 runs are looked at.",
        response: answers(200, "insightListing", listingOf(InsightSchema), refusals.list),
      },
    },
    async (request, reply) => {
      const { project } = request.admission;
      const text = await rememberedText(project, request.url, async () => {
        const query = parseListQuery(request.query, insightProperties);
        const source = await insightSource(project, query.conditions);
        return listFromStore(collection, query, source);
      });
      return answer(reply, "insightListing", text);
    },
  );
  scope.post(
    "/insights",
    {
      schema: {
        ...{ tags, operationId: "createInsight", summary: "Adds what was measured" },
        body: jsonBody("insight", InsightSchema),
        response: answers(201, "insight", InsightSchema, refusals.post),
      },
    },
    async (request, reply) => {
      const { project } = request.admission;
      const read = readInsight(request.body);
      const { ids, clock } = await project.adapters();
      const at = timestamp(clock.now());
      const insight = { id: ids.uuid(), ...read, createdAt: at, updatedAt: at };
      const made = unwrap(await queueInsight(project, insight));
      reply.header("location", `${insightsPath}/${made.id}`);
      return answer(reply, "insight", (await viewInsight(project, made)).full, 201);
    },
  );
  scope.get(
    "/insights/metrics",
    {
      schema: {
        ...{
          tags,
          operationId: "getDefaultMetrics",
          summary: "Tells what is measured of an algorithm by default",
        },
        querystring: Type.Object({ algorithm: Type.Optional(Type.String()) }),
        response: answers(200, "defaultMetricsListing", DefaultMetricsSchema, refusals.list),
      },
    },
    async (request, reply) => {
      const { algorithm } = request.query;
      const wanted = algorithm?.trim().toLowerCase() ?? "";
      const children = recipeAlgorithms
        .filter((name) => wanted === "" || name.toLowerCase() === wanted)
        .map((name) => ({ algorithm: name, defaultMetrics: defaultMetrics(name) }));
      return answer(reply, "defaultMetricsListing", { children });
    },
  );
  scope.get(
    "/insights/:insightId",
    {
      schema: {
        ...{
          tags,
          operationId: "getInsight",
          summary: "Tells what was measured",
          params: idParams("insightId"),
        },
        response: answers(200, "insight", InsightSchema, refusals.get),
      },
    },
    async (request, reply) => {
      const { project } = request.admission;
      const { insightId } = request.params;
      const found = isUuid(insightId)
        ? unwrap(await findInsight(project, insightId.toLowerCase()))
        : undefined;
      if (found === undefined) throw notFound("insight", insightId);
      return answer(reply, "insight", (await viewInsight(project, found)).full);
    },
  );
}
