import type { ApplyRecord, Plan } from "@mlx/core";
import type { ViewOptions } from "../view-options.ts";
import { count } from "./format.ts";
import { shellWord, shortId } from "./names.ts";
import { highlight } from "./prose.ts";

/**
 * What an apply did, which images it pinned, and which models are to be trained anew. `awaitsDaemon`: there
 * are schedules, and nobody who fires them.
 */
export function renderApplied(
  record: ApplyRecord,
  { changes, consequences, hints }: Pick<Plan, "changes" | "consequences" | "hints">,
  view: ViewOptions,
  { awaitsDaemon = false }: { readonly awaitsDaemon?: boolean } = {},
): string {
  const { colours, verbosity } = view;
  const stale = consequences.filter((consequence) => consequence.type === "model-stale");
  const head = `${colours.green(colours.bold("Applied:"))} ${describeChanges(record)} (serial ${record.serial}, apply ${shortId(record.id)}).`;
  if (verbosity === "quiet") return head;
  const retrain = [...new Set(stale.map(({ experiment, instance }) => runCommand(experiment, instance)))];
  const first = firstExperiment(changes);
  const pins = hints.filter(({ type }) => type === "image-pin").length;
  const runs = retrain.length > 0 ? retrain : first === undefined ? [] : [`\`mlx run ${shellWord(first)}\``];
  const next = [...runs, ...(awaitsDaemon ? ["`mlx up --detach` fires the schedules"] : [])];
  return [
    head,
    ...stale.map(
      ({ model, reasons }) => `  ${colours.magenta("≈")} ${model} is stale: ${reasons.join("; ")}`,
    ),
    ...(pins === 0
      ? []
      : [`  ${colours.cyan("=")} ${count(pins, "image")} pinned in mlx.lock, to be committed`]),
    ...next.map((step, index) => highlight(`${index === 0 ? "Next:" : "     "} ${step}`, view)),
  ].join("\n");
}

/**
 * A new experiment to start with: best one that trains, and has no schedule that will run it anyway. Those of
 * services are announced, or have a schedule.
 */
function firstExperiment(changes: Plan["changes"]): string | undefined {
  const created = changes.flatMap((change) =>
    change.action === "create" &&
    change.after.kind === "experiment" &&
    change.after.spec.service === undefined
      ? [change.after]
      : [],
  );
  const training = created.filter(({ spec }) => spec.task === "train");
  return (training.find(({ spec }) => spec.schedule === undefined) ?? training[0] ?? created[0])?.address;
}

function runCommand(experiment: string | undefined, instance: string): string {
  return experiment === undefined
    ? `\`mlx run ${shellWord(instance)} --task train\``
    : `\`mlx run ${shellWord(experiment)}\``;
}

function describeChanges({ summary }: ApplyRecord): string {
  const words = {
    create: "created",
    update: "updated",
    move: "moved",
    import: "imported",
    delete: "deleted",
  } as const;
  const parts = (["create", "update", "move", "import", "delete"] as const).flatMap((action) =>
    summary[action] ? [`${summary[action]} ${words[action]}`] : [],
  );
  return parts.length === 0 ? count(0, "change") : parts.join(", ");
}
