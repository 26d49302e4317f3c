import { kinds, nameOf } from "@mlx/core";
import type { CommandContext } from "../command-context.ts";
import { commandList } from "../command-list.ts";
import { type Candidate, completeWords, type Wanted } from "../complete-words.ts";
import { defineCommand } from "../define-command.ts";

const fileDirective = 0;
const noFilesDirective = 4;

export const complete = defineCommand({
  name: "complete",
  description: "Answers a completion request of the script that `mlx completion` prints.",
  examples: [["complete -- pl", "what `mlx pl` could go on as"]],
  arguments: {
    words: { summary: "the words typed so far, the last one unfinished", variadic: true },
  },
  flags: {},
  exits: [],
  run: async ({ words }, context) => {
    const { candidates, wanted } = await completeWords(words, commandList);
    const looked = wanted === undefined ? [] : await lookUp(wanted, context);
    const unfinished = words.at(-1) ?? "";
    const lines = [...candidates, ...looked]
      .filter(({ word }) => word.startsWith(unfinished))
      .map(({ word, summary }) => `${word}\t${summary}`);
    const files = wanted?.completes === "file" || wanted?.completes === "folder";
    return { ok: true, value: [...lines, `:${files ? fileDirective : noFilesDirective}`] };
  },
  views: { human: (lines) => lines.join("\n"), json: (lines) => ({ kind: "completion", lines }) },
});

/** Names from the store. Completion never fails: where they cannot be had there are none. */
async function lookUp(
  { completes, directory }: Wanted,
  context: CommandContext,
): Promise<readonly Candidate[]> {
  if (completes === "file" || completes === "folder") return [];
  const app = await context.loadApp();
  if (completes === "code") return app.codeEntries.map(({ code, title }) => ({ word: code, summary: title }));
  const options = context.appOptions(() => {});
  const opened = await app.openProject(directory === undefined ? options : { ...options, cwd: directory });
  if (!opened.ok) return [];
  const project = opened.value;
  try {
    if (completes === "delivery") {
      const deliveries = await app.listDeliveries(project, { states: [], limit: 20 });
      return deliveries.ok
        ? deliveries.value.map(({ id, event, target, state }) => ({
            word: id.slice(0, 8),
            summary: `${event} to ${target} ${state}`,
          }))
        : [];
    }
    if (completes === "target")
      return (await app.notificationTargets(project)).map((word) => ({ word, summary: "webhook" }));
    if (completes === "scheduled") {
      const listed = await app.listSchedules(project);
      return listed.ok
        ? listed.value.schedules.map(({ schedule, state }) => ({
            word: nameOf(schedule.experiment),
            summary: `${schedule.spec.cron.join(" ")} ${state}`,
          }))
        : [];
    }
    if (completes === "run") {
      const runs = await app.listRuns(project, { limit: 20 });
      const listed = runs.ok
        ? runs.value.map(({ run }) => ({
            word: run.id.slice(0, 8),
            summary: `${run.task} of ${run.experiment ?? run.instance} ${run.status.state}`,
          }))
        : [];
      return [...listed, { word: "last", summary: "the newest run" }];
    }
    if (completes === "model") {
      const models = await app.listModels(project, {});
      return models.ok
        ? models.value.models.flatMap(({ version, latest, aliases }) => [
            {
              word: `${version.model}@v${version.version}`,
              summary: [...(latest ? ["latest"] : []), ...aliases].join(", "),
            },
            ...aliases.map((alias) => ({
              word: `${version.model}@${alias}`,
              summary: `v${version.version}`,
            })),
          ])
        : [];
    }
    const { state, environments } = await project.load();
    if (completes === "environment") return environments.map((name) => ({ word: name, summary: "" }));
    if (completes === "experiment" || completes === "instance" || completes === "service")
      return (state?.resources ?? [])
        .filter(({ kind }) => kind === completes)
        .map(({ address, spec }) => ({ word: nameOf(address), summary: spec.description ?? "" }));
    const shown = completes === "runnable" ? ["experiment", "instance", "service"] : kinds;
    return (state?.resources ?? [])
      .filter(({ kind }) => shown.includes(kind))
      .map(({ address, spec }) => ({ word: address, summary: spec.description ?? "" }));
  } finally {
    await project.close();
  }
}
