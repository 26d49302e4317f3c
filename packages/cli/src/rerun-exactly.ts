import type { ExactRerun } from "@mlx/app";
import type { EngineEvent, Result, RunRecord } from "@mlx/core";
import type { App, Project } from "./app.ts";
import type { CommandContext } from "./command-context.ts";
import { followRun } from "./follow-run.ts";

/** A run that was to repeat another exactly; compared with it once it is DONE. */
export type RanExactly =
  | ({ readonly how: "compared" } & ExactRerun)
  | { readonly how: "ended"; readonly record: RunRecord }
  | { readonly how: "left"; readonly record: RunRecord };

/** Makes the run, follows it to its end, and compares what it made. */
export async function rerunExactly(
  { app, project }: { readonly app: App; readonly project: Project },
  run: string,
  context: CommandContext,
  listen: (told: (event: EngineEvent) => void) => void,
): Promise<Result<RanExactly>> {
  const started = await app.rerunExactly(project, { run });
  if (!started.ok) return started;
  const progress = await context.terminal.openRunProgress();
  listen(progress.event);
  const followed = await followRun({
    ...{ app, project, run: started.value.run, progress, interrupts: context.interrupts },
    work: started.value.byDaemon ? "daemon" : "here",
  });
  if (!followed.ok) return followed;
  const { record, left } = followed.value;
  if (left) return { ok: true, value: { how: "left", record } };
  if (record.run.status.state !== "DONE") return { ok: true, value: { how: "ended", record } };
  const compared = await app.compareWithExact(project, { record });
  return compared.ok ? { ok: true, value: { how: "compared", ...compared.value } } : compared;
}
