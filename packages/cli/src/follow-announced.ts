import type { AnnouncedRun, ApplyRecord, EventSink, Plan, Result, Run, RunRecord } from "@mlx/core";
import type { App, Project } from "./app.ts";
import type { CommandContext } from "./command-context.ts";
import { followRun } from "./follow-run.ts";

/** What became of the runs that an apply announced. */
export interface Announced {
  /** Those that were followed, each to its end unless the person went away. */
  readonly followed: readonly RunRecord[];
  /** Those that are made and go on without this command. */
  readonly goingOn: readonly Run[];
  /** Those that cannot be made yet. */
  readonly waiting: readonly AnnouncedRun[];
  readonly byDaemon: boolean;
  /** The person went away while one was going on. */
  readonly left: boolean;
}

/** What an apply that announced nothing comes to. */
export const nothingAnnounced: Announced = {
  followed: [],
  goingOn: [],
  waiting: [],
  byDaemon: false,
  left: false,
};

/**
 * Sees to the runs that an apply announced. With `wait` each is followed to its end, also one that can only be
 * made once another has ended; without, the daemon or a mlx in the background works on them. One that fails
 * keeps no other waiting. `watch` gets the reader of the events of the run that is followed.
 */
export async function followAnnounced(
  opened: { readonly app: App; readonly project: Project },
  applied: { readonly plan: Plan; readonly record: Pick<ApplyRecord, "at"> },
  {
    wait,
    context,
    watch,
  }: {
    readonly wait: boolean;
    readonly context: Pick<CommandContext, "interrupts"> & {
      readonly terminal: Pick<CommandContext["terminal"], "openRunProgress">;
    };
    readonly watch: (events: EventSink) => void;
  },
): Promise<Result<Announced>> {
  const { app, project } = opened;
  const followed: RunRecord[] = [];
  for (;;) {
    const announced = await app.announcedRuns(project, applied);
    if (!announced.ok) return announced;
    const { runs, waiting, byDaemon } = announced.value;
    const isFollowed = ({ id }: Run) => followed.some(({ run }) => run.id === id);
    const open = runs.filter((run) => !isFollowed(run));
    const [next] = open;
    if (next === undefined || !wait) {
      const background = open.length === 0 ? undefined : await app.workOnAnnounced(project);
      if (background?.ok === false) return background;
      return { ok: true, value: { followed, goingOn: open, waiting, byDaemon, left: false } };
    }
    const progress = await context.terminal.openRunProgress();
    watch(progress.event);
    const { interrupts } = context;
    // Where another mlx has taken it up meanwhile, it is watched.
    const result = await followRun({ app, project, run: next, work: "daemon", progress, interrupts });
    watch(() => {});
    if (!result.ok) return result;
    followed.push(result.value.record);
    if (result.value.left) {
      const background = await app.workOnAnnounced(project);
      if (!background.ok) return background;
      const goingOn = open.filter((run) => !isFollowed(run));
      return { ok: true, value: { followed, goingOn, waiting, byDaemon, left: true } };
    }
  }
}
