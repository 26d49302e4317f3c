import type { LineageNode } from "@mlx/core";
import type { ViewOptions } from "../view-options.ts";
import { toPlainText, truncate } from "./layout.ts";

/** A thing and what it came from, as a tree. */
export function renderLineage(node: LineageNode, view: ViewOptions): string {
  return renderNode(node, "", "", view).join("\n");
}

function renderNode(node: LineageNode, first: string, further: string, view: ViewOptions): readonly string[] {
  const { colours, width, verbosity } = view;
  const details = Object.entries(node.detail)
    .map(([name, value]) => `${name} ${toPlainText(verbosity === "verbose" ? value : shorten(value))}`)
    .join(", ");
  const title = isNamed(node) ? node.id : `${node.kind} ${shorten(node.id)}`;
  const stem = further + (node.from.length > 0 ? "│  " : "   ");
  const room = verbosity === "verbose" ? Number.POSITIVE_INFINITY : width - stem.length;
  return [
    `${colours.dim(first)}${colours.bold(truncate(toPlainText(title), Math.max(20, width - first.length)))}`,
    ...(details === "" ? [] : [colours.dim(stem + truncate(details, Math.max(20, room)))]),
    ...node.from.flatMap((child, index) => {
      const last = index === node.from.length - 1;
      return renderNode(
        child,
        `${further}${last ? "└─ " : "├─ "}`,
        `${further}${last ? "   " : "│  "}`,
        view,
      );
    }),
  ];
}

/** An address such as `recipe/a` says by itself what it is. */
function isNamed({ kind, id }: LineageNode): boolean {
  return id.startsWith(`${kind}/`);
}

function shorten(value: string): string {
  return value.replaceAll(/\bsha256:([0-9a-f]{12})[0-9a-f]+/g, "sha256:$1");
}
