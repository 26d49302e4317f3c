import type { JsonObject, LineageGraph, LineageNode, Result } from "@mlx/core";
import type { App } from "../app.ts";
import { defineCommand } from "../define-command.ts";
import { renderLineage } from "../views/lineage.ts";
import { type Direction, renderLineageGraph } from "../views/lineage-graph.ts";

const directions = ["up", "down", "both"] as const;
const formats = ["text", "mermaid", "json", "openlineage"] as const;
const usualDepth = 20;

type Traced =
  | { readonly format: "tree"; readonly root: LineageNode }
  | { readonly format: "text" | "json"; readonly graph: LineageGraph; readonly direction: Direction }
  | { readonly format: "mermaid"; readonly graph: LineageGraph; readonly text: string }
  | { readonly format: "openlineage"; readonly events: readonly JsonObject[] };

export const lineage = defineCommand({
  name: "lineage",
  description:
    "Shows what a model, a run or a resource came from: run, source, parameters, data, software, apply and git commit. With --direction, or as a format other than text, it follows the graph of data, runs, models, outputs and services: what led to a thing, and what came of it.",
  examples: [
    ["lineage retail-default@v3", "what made a model version"],
    ["lineage dataset/retail-sales --direction down", "all that came of the data"],
    ["lineage retail-default@champion --direction both --format mermaid", "a drawing for a document"],
    ["lineage run/3f2a91bc --format openlineage", "events for a lineage server, one a line"],
  ],
  arguments: {
    of: {
      required: true,
      summary: "model version, run, address, or output/RUN/CHANNEL",
      completes: "model",
    },
  },
  flags: {
    direction: {
      type: "string",
      value: "WAY",
      choices: directions,
      summary: "up: what it came from; down: what came of it; both (up)",
    },
    format: {
      type: "string",
      value: "FORMAT",
      choices: formats,
      summary: "text, mermaid, json, or openlineage: run events, one JSON document a line (text)",
    },
    depth: {
      type: "count",
      value: "N",
      least: 1,
      summary: `steps of the graph at most (${usualDepth})`,
    },
  },
  exits: [],
  run: ({ of, direction, format = "text", depth }, context) =>
    context.withProject<Traced>(
      async ({ app, project }) => {
        if (format === "text" && direction === undefined && depth === undefined) {
          const traced = await app.traceLineage(project, { of });
          return traced.ok ? { ok: true, value: { format: "tree", root: traced.value } } : traced;
        }
        const request = { of, direction: direction ?? "up", depth: depth ?? usualDepth };
        if (format === "openlineage") {
          const events = await app.traceRunEvents(project, request);
          return events.ok ? { ok: true, value: { format, events: events.value } } : events;
        }
        return draw(await app.traceGraph(project, request), format, request.direction, app);
      },
      { recover: true },
    ),
  views: {
    human: (traced, view) => {
      switch (traced.format) {
        case "tree":
          return renderLineage(traced.root, view);
        case "text":
          return renderLineageGraph(traced.graph, traced.direction, view);
        case "mermaid":
          return traced.text.trimEnd();
        case "json":
          return JSON.stringify(traced.graph, undefined, 2);
        case "openlineage":
          return traced.events.map((event) => JSON.stringify(event)).join("\n");
      }
    },
    json: (traced) => {
      switch (traced.format) {
        case "tree":
          return { kind: "lineage", root: traced.root };
        case "openlineage":
          return { kind: "lineage-events", events: traced.events };
        case "mermaid":
          return { kind: "lineage-graph", ...traced.graph, mermaid: traced.text };
        case "text":
        case "json":
          return { kind: "lineage-graph", ...traced.graph };
      }
    },
  },
});

function draw(
  traced: Result<LineageGraph>,
  format: "text" | "mermaid" | "json",
  direction: Direction,
  app: Pick<App, "writeMermaid">,
): Result<Traced> {
  if (!traced.ok) return traced;
  const graph = traced.value;
  return format === "mermaid"
    ? { ok: true, value: { format, graph, text: app.writeMermaid(graph) } }
    : { ok: true, value: { format, graph, direction } };
}
