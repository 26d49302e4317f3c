/** A run as the API has it. */
import { type JsonObject, type Run, stepsOf } from "@mlx/core";
import type { View } from "../listing/list-views.ts";
import { commonProperties, type Properties } from "../listing/properties.ts";
import { writeParameters } from "../wire/parameters.ts";

export const runProperties: Properties = {
  ...commonProperties,
  mode: "text",
  experimentId: "text",
  createdBySchedule: "boolean",
};

export function runPath(experimentId: string, runId: string): string {
  return `/data/sensei/experiments/${experimentId}/runs/${runId}`;
}

/** The effective parameters are those that the run was made with, whatever its instance says by now. */
export function runView(run: Run, experimentId: string): View {
  const { id, task, description, trigger, tags = {}, actor, createdAt, startedAt, endedAt } = run;
  const summary: JsonObject = {
    id,
    mode: task,
    ...(description === undefined ? {} : { description }),
    experimentId,
    createdBySchedule: trigger === "schedule" || trigger === "backfill",
    created: createdAt,
    createdBy: { userId: actor },
    updated: endedAt ?? startedAt ?? createdAt,
    deleted: false,
  };
  const full: JsonObject = {
    ...summary,
    tasks: stepsOf(run).map(({ task: name, spec: { parameters, specification } }) => ({
      name,
      parameters: writeParameters(parameters),
      ...(specification === undefined ? {} : { specification }),
    })),
    ...(Object.keys(tags).length === 0 ? {} : { tags }),
    _links: {
      self: { href: runPath(experimentId, id) },
      status: { href: `${runPath(experimentId, id)}/status` },
      experiment: { href: `/data/sensei/experiments/${experimentId}` },
    },
  };
  return { full, summary };
}
