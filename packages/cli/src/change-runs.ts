import type { ChangedRuns, RunChange, RunSelection } from "@mlx/app";
import type { Result, Run } from "@mlx/core";
import type { App, Project } from "./app.ts";
import { approve } from "./approve.ts";
import type { CommandContext } from "./command-context.ts";
import { nothingNamed } from "./errors.ts";
import { changeQuestion, renderSelected } from "./views/changed-runs.ts";

export interface ChangeRequest {
  readonly change: RunChange;
  /** Those that were named; a selection counts where there are none. */
  readonly named: readonly string[];
  readonly selection: RunSelection;
  /** The flags of the selection as they were typed; empty where nothing was selected. */
  readonly words: string;
  readonly dryRun: boolean;
  readonly yes: boolean;
}

export interface RunsChanged {
  readonly change: RunChange;
  /** Those that it is for, where they were selected or nothing was done. */
  readonly selected: readonly Run[];
  /** Of a retry for which no run FAILED: how many were ABORTED, and would be taken if that was said. */
  readonly aborted?: number;
  /** Absent after a dry run, and where there was nothing to do. */
  readonly changed?: ChangedRuns;
}

/**
 * Does something to runs. Those that are named are meant; of those that a filter selects the number is
 * told and has to be approved. Failures: 8110 neither is given · 8101 · 8102.
 */
export async function changeRuns(
  { app, project }: { readonly app: App; readonly project: Project },
  { change, named, selection, words, dryRun, yes }: ChangeRequest,
  context: CommandContext,
): Promise<Result<RunsChanged>> {
  const command = change === "cancel" ? "cancel" : `runs ${change}`;
  if ((named.length === 0) === (words === "")) return { ok: false, failure: nothingNamed(command) };
  const found =
    words === "" ? await showAll(app, project, named) : await app.selectRuns(project, { change, selection });
  if (!found.ok) return found;
  const selected = found.value;
  if (change === "retry" && selected.length === 0 && selection.states === undefined) {
    const aborted = await app.countRuns(project, { ...selection, states: ["ABORTED"] });
    return aborted.ok ? { ok: true, value: { change, selected, aborted: aborted.value } } : aborted;
  }
  if (dryRun || selected.length === 0) return { ok: true, value: { change, selected } };
  if (words !== "" && !yes) {
    const refused = await approve(
      {
        question: changeQuestion(change, selected.length),
        details: renderSelected(selected, context.view),
        destructive: change === "cancel",
        words: `${command} ${words}`,
        what: `It is for ${selected.length === 1 ? "1 run" : `${selected.length} runs`}.`,
      },
      context,
    );
    if (refused !== undefined) return { ok: false, failure: refused };
  }
  const changed = await app.changeRuns(project, { change, runs: selected.map(({ id }) => id) });
  return changed.ok ? { ok: true, value: { change, selected, changed: changed.value } } : changed;
}

/** All are looked up before one is changed, and one that is named twice is one. */
async function showAll(
  app: App,
  project: Project,
  named: readonly string[],
): Promise<Result<readonly Run[]>> {
  const runs = new Map<string, Run>();
  for (const name of named) {
    const shown = await app.showRun(project, { run: name });
    if (!shown.ok) return shown;
    runs.set(shown.value.record.run.id, shown.value.record.run);
  }
  return { ok: true, value: [...runs.values()] };
}
