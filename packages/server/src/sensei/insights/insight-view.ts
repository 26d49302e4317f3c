/** A measurement as the API has it: what it is about is named by the API's ids. */
import { findVersionByRef, type Project } from "@mlx/app";
import { datasetId, type Insight, type InsightSubject, isAddress, type JsonObject } from "@mlx/core";
import { unwrap } from "../../http/unwrap.ts";
import type { View } from "../listing/list-views.ts";
import type { Properties } from "../listing/properties.ts";
import { findAt } from "../wire/find-resources.ts";

export const insightsPath = "/data/sensei/insights";

export const insightProperties: Properties = {
  id: "text",
  created: "date",
  updated: "date",
  deleted: "boolean",
  context: {
    ...{ clientId: "text", notebookId: "text", engineId: "text", mlInstanceId: "text" },
    ...{ experimentId: "text", experimentRunId: "text", modelId: "text", dataSetId: "text" },
  },
  events: { name: "text", eventValues: "map" },
  metrics: { name: "text", value: "number", valueType: "text" },
};

/** In the order of the insights. */
export async function viewInsights(project: Project, insights: readonly Insight[]): Promise<readonly View[]> {
  const views: View[] = [];
  for (const insight of insights) views.push(await viewInsight(project, insight));
  return views;
}

export async function viewInsight(project: Project, insight: Insight): Promise<View> {
  const { id, context, events, metrics, createdAt, updatedAt } = insight;
  const ids: { [subject in InsightSubject]?: string } = {};
  for (const [subject, text] of Object.entries(context)) {
    if (isSubject(subject, context)) ids[subject] = await idOf(project, text);
  }
  const full: JsonObject = {
    id,
    context: ids,
    ...(events === undefined ? {} : { events: { name: events.name, eventValues: events.eventValues } }),
    metrics: metrics.map(({ name, value, valueType }) => ({ name, value, valueType })),
    created: createdAt,
    updated: updatedAt,
  };
  return { full, summary: full };
}

function isSubject(name: string, context: Insight["context"]): name is InsightSubject {
  return Object.hasOwn(context, name);
}

/** Runs are measured by addresses; what names nothing that there is stays as it was written. */
async function idOf(project: Project, text: string): Promise<string> {
  if (!text.includes("/")) return text;
  if (isAddress(text, "dataset")) {
    const dataset = await findAt(project, text);
    return dataset === undefined ? text : datasetId(dataset);
  }
  for (const kind of ["recipe", "instance", "experiment"] as const)
    if (isAddress(text, kind)) return (await findAt(project, text))?.id ?? text;
  return unwrap(await findVersionByRef(project, text))?.id ?? text;
}
