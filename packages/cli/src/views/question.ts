import type { Plan } from "@mlx/core";
import { count } from "./format.ts";

/** Names the risk: `Apply 3 changes, delete 1, make 2 models stale?` */
export function approvalQuestion(
  { summary, consequences, environment }: Plan,
  command: "apply" | "destroy",
): string {
  const kept = summary.create + summary.update + summary.move;
  const stale = consequences.filter(({ type }) => type === "model-stale").length;
  const parts = [
    ...(kept > 0 || summary.delete === 0 ? [`${count(kept, "change")}`] : []),
    ...(summary.delete > 0 ? [`delete ${count(summary.delete, "resource")}`] : []),
    ...(stale > 0 ? [`make ${count(stale, "model")} stale`] : []),
  ];
  const [first = "", ...rest] = parts;
  const verb = command === "destroy" || first.startsWith("delete") ? "" : "Apply ";
  const text = `${verb}${[first, ...rest].join(", ")}`;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${environment === undefined ? "" : ` in environment ${environment}`}?`;
}
