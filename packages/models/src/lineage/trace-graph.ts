import type { LineageEdge, LineageGraph, LineageGraphNode, Store } from "@mlx/core";
import { findStarts } from "./find-starts.ts";
import { createLineageReader } from "./lineage-reader.ts";
import type { Neighbour } from "./neighbours.ts";

export interface GraphRequest {
  /** A dataset, run, model version, service, output, instance or experiment. */
  readonly of: string;
  /** `up`: what it came from; `down`: what came of it. */
  readonly direction: "up" | "down" | "both";
  /** Edges from the start at most. */
  readonly depth: number;
}

/** Nodes at most: more than that nobody can look at. */
const mostNodes = 500;

/**
 * What a thing came from, what came of it, or both, as a graph of data, runs, models, outputs and services. With
 * `both` the two are put together: what else came of the same data is not in it. Failures: 7005, 7030, and those
 * of `findModel`.
 */
export async function traceGraph(
  store: Store,
  { of, direction, depth }: GraphRequest,
): Promise<LineageGraph> {
  const starts = await findStarts(store, of);
  const reader = createLineageReader(store);
  const nodes = new Map<string, LineageGraphNode>();
  const edges = new Map<string, LineageEdge>();
  const omitted = new Set<string>();
  const directions = direction === "both" ? (["up", "down"] as const) : [direction];
  for (const way of directions) {
    let front = starts;
    const seen = new Set(front);
    for (let distance = 0; front.length > 0; distance += 1) {
      const next: string[] = [];
      for (const id of front) {
        const node = nodes.get(id) ?? (await reader.node(id));
        nodes.set(id, node);
        if (distance === depth) continue;
        const found = way === "up" ? await reader.usedBy(id) : await reader.usersOf(id);
        for (const note of found.omitted) omitted.add(note);
        for (const neighbour of found.neighbours) {
          if (!seen.has(neighbour.id)) {
            if (seen.size >= mostNodes) {
              omitted.add(`more than ${mostNodes} things: look from one that is nearer`);
              continue;
            }
            seen.add(neighbour.id);
            next.push(neighbour.id);
          }
          const edge = edgeOf(id, neighbour, way);
          edges.set(JSON.stringify([edge.from, edge.to, edge.as]), edge);
        }
      }
      front = next;
    }
  }
  return {
    nodes: [...nodes.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    edges: [...edges].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, edge]) => edge),
    omitted: [...omitted].sort(),
  };
}

function edgeOf(id: string, { id: other, as, detail = {} }: Neighbour, way: "up" | "down"): LineageEdge {
  return way === "up" ? { from: other, to: id, as, detail } : { from: id, to: other, as, detail };
}
