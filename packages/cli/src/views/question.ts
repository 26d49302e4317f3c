import type { Plan } from "@mlx/core";
import { count } from "./format.ts";

/** Names the risk: `Apply 3 changes, delete 1, make 2 models stale?` */
export function approvalQuestion(
  { summary, consequences, runs = [], environment }: Plan,
  command: "apply" | "destroy",
): string {
  const kept = summary.create + summary.update + summary.move + (summary.import ?? 0);
  const stale = consequences.filter(({ type }) => type === "model-stale").length;
  const pins = consequences.filter(({ type }) => type === "alias-pinned").length;
  const trainings = runs.filter(({ task }) => task === "train").length;
  const parts = [
    ...(kept > 0 || (summary.delete === 0 && pins === 0) ? [`${count(kept, "change")}`] : []),
    ...(summary.delete > 0 ? [`delete ${count(summary.delete, "resource")}`] : []),
    ...(trainings > 0 ? [`start ${count(trainings, "training")}`] : []),
    ...(runs.length > trainings
      ? [`${trainings > 0 ? "" : "start "}${count(runs.length - trainings, "other run")}`]
      : []),
    ...(pins > 0 ? [`move ${pins === 1 ? "1 alias" : `${pins} aliases`}`] : []),
    ...(stale > 0 ? [`make ${count(stale, "model")} stale`] : []),
  ];
  const [first = "", ...rest] = parts;
  const verb = command === "destroy" || /^(?:delete|move) /.test(first) ? "" : "Apply ";
  const text = `${verb}${[first, ...rest].join(", ")}`;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${environment === undefined ? "" : ` in environment ${environment}`}?`;
}
