import { InternalError } from "@mlx/core";

/** What the id of a node stands for. */
export type LineageThing =
  | { readonly kind: "dataset" | "model" | "service" }
  | { readonly kind: "run"; readonly runId: string }
  | { readonly kind: "output"; readonly runId: string; readonly channel: string };

export function parseNode(id: string): LineageThing {
  const [kind, runId = "", ...channel] = id.split("/");
  switch (kind) {
    case "dataset":
    case "model":
    case "service":
      return { kind };
    case "run":
      return { kind, runId };
    case "output":
      return { kind, runId, channel: channel.join("/") };
    default:
      throw new InternalError(`${id} is no node of a lineage`);
  }
}
