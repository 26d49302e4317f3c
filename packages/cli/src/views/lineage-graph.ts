import type { LineageEdge, LineageGraph, LineageGraphNode } from "@mlx/core";
import type { ViewOptions } from "../view-options.ts";
import { toPlainText, truncate } from "./layout.ts";
import { shortId } from "./names.ts";

export type Direction = "up" | "down" | "both";

interface Drawing {
  readonly nodes: ReadonlyMap<string, LineageGraphNode>;
  /** By the node that they are told with. */
  readonly edges: ReadonlyMap<string, readonly LineageEdge[]>;
  readonly view: ViewOptions;
  /** Told already: what follows from it is not told again. */
  readonly told: Set<string>;
}

/**
 * The graph as trees: of what nothing led to, down to what came of it; upwards the other way round. What is led to by
 * several is told at each, what follows from it once.
 */
export function renderLineageGraph(graph: LineageGraph, direction: Direction, view: ViewOptions): string {
  const way = direction === "up" ? "up" : "down";
  const [source, target] = way === "up" ? (["to", "from"] as const) : (["from", "to"] as const);
  const edges = new Map<string, LineageEdge[]>();
  for (const edge of graph.edges) edges.set(edge[source], [...(edges.get(edge[source]) ?? []), edge]);
  const followed = new Set(graph.edges.map((edge) => edge[target]));
  const drawing: Drawing = {
    nodes: new Map(graph.nodes.map((node) => [node.id, node])),
    edges,
    view,
    told: new Set(),
  };
  const roots = graph.nodes.filter(({ id }) => !followed.has(id));
  const lines = roots.flatMap(({ id }) => renderNode(id, target, { first: "", further: "" }, "", drawing));
  const notes = graph.omitted.map((note) => view.colours.dim(`Left out: ${note}.`));
  return [...lines, ...notes].join("\n");
}

interface Stem {
  readonly first: string;
  readonly further: string;
}

function renderNode(
  id: string,
  target: "from" | "to",
  { first, further }: Stem,
  as: string,
  drawing: Drawing,
): readonly string[] {
  const { nodes, edges, view, told } = drawing;
  const { colours, width } = view;
  const again = told.has(id);
  told.add(id);
  const next = edges.get(id) ?? [];
  const title = toPlainText(titleOf(id));
  const more = again && next.length > 0 ? "see above" : describe(nodes.get(id));
  const left = `${as === "" ? "" : `${toPlainText(as)}: `}${title}`;
  const room = Math.max(20, width - first.length - left.length - 2);
  const line = `${colours.dim(first)}${as === "" ? "" : colours.dim(`${toPlainText(as)}: `)}${colours.bold(title)}${more === "" ? "" : `  ${colours.dim(truncate(more, room))}`}`;
  if (again) return [line];
  return [
    line,
    ...next.flatMap((edge, index) => {
      const last = index === next.length - 1;
      const stem = {
        first: `${further}${last ? "└─ " : "├─ "}`,
        further: `${further}${last ? "   " : "│  "}`,
      };
      return renderNode(edge[target], target, stem, edge.as, drawing);
    }),
  ];
}

function titleOf(id: string): string {
  const [kind, run = "", ...rest] = id.split("/");
  return kind === "run" || kind === "output" ? [kind, shortId(run), ...rest].join("/") : id;
}

/** What tells one from the next; all of it is in the other formats. */
function describe(node: LineageGraphNode | undefined): string {
  if (node === undefined) return "";
  const { kind, detail } = node;
  const shown = {
    dataset: [detail.path],
    run: [detail.task, detail.state, detail.experiment ?? detail.instance, detail.created],
    model: [detail.status, detail.created, detail.source],
    output: [detail.path],
    service: [detail.model, detail.waits === undefined ? undefined : `waits ${detail.waits}`],
  }[kind];
  return toPlainText(shown.filter((text) => text !== undefined).join(", "));
}
