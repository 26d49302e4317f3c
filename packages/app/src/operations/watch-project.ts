import { existsSync } from "node:fs";
import { realpath } from "node:fs/promises";
import { join, relative } from "node:path";
import {
  type ApplyRecord,
  type Diagnostic,
  hasChanges,
  type MlxError,
  type Plan,
  type Result,
  systemErrorCode,
  toResult,
} from "@mlx/core";
import type { Project } from "../project.ts";
import { collectChanges } from "../watch/collect-changes.ts";
import { findGitFolder } from "../watch/find-git-folder.ts";
import { createWatchedPaths } from "../watch/watched-paths.ts";
import { applyPlan } from "./apply-plan.ts";
import { type PlannedChanges, planChanges } from "./plan-changes.ts";

export type WatchEvent =
  | { readonly type: "watching"; readonly files: number }
  /** Changes there go unnoticed. */
  | { readonly type: "unwatched"; readonly path?: string; readonly reason: string }
  | { readonly type: "paused"; readonly reason: string }
  /** What led to the event that follows; a change without a consequence is not told. */
  | { readonly type: "changed"; readonly files: readonly string[] }
  /** The last good state is kept. */
  | { readonly type: "invalid"; readonly diagnostics: readonly Diagnostic[] }
  | {
      readonly type: "planned";
      readonly plan: Plan;
      readonly warnings: readonly Diagnostic[];
      /** It deletes nothing and nothing blocks it. */
      readonly safe: boolean;
    }
  | { readonly type: "applied"; readonly record: ApplyRecord }
  | { readonly type: "failed"; readonly failure: MlxError };

export interface WatchRequest {
  /** Apply each plan that is safe. */
  readonly apply: boolean;
  readonly signal: AbortSignal;
  readonly onEvent: (event: WatchEvent) => void;
}

/**
 * Plans at once and again after each change of what the project reads, until the signal. What comes of
 * it is compared by content: a change that means nothing (a build's output, a touch, the file that the
 * events themselves are written to) is never told, so nothing goes in circles.
 */
export function watchProject(project: Project, request: WatchRequest): Promise<Result<void>> {
  return toResult(async () => {
    const { signal, onEvent } = request;
    const { watch } = await import("chokidar");
    const root = await realpath(project.root);
    const changes = collectChanges(signal);
    const paths = await createWatchedPaths(root);
    const declared = paths.declare(await project.load());
    const watcher = watch([root, ...declared], {
      ignored: paths.isIgnored,
      ignoreInitial: true,
      followSymlinks: false,
    });
    watcher.on("all", (_, path) => changes.add(relative(root, path)));
    watcher.on("error", createErrorTeller(root, onEvent));
    const planner = createPlanner(project, request);
    const readAgain = async () => {
      project.reload();
      const loaded = await project.load();
      watcher.add([...paths.declare(loaded)]);
      return loaded;
    };
    try {
      await new Promise<void>((go) => {
        watcher.once("ready", go);
        signal.addEventListener("abort", () => go());
        if (signal.aborted) go();
      });
      if (signal.aborted) return;
      const { files, watchFiles } = await readAgain();
      onEvent({ type: "watching", files: new Set([...files, ...watchFiles]).size });
      await planner.plan([]);
      for await (const changed of changes.batches()) {
        await untilGitIsDone(root, request);
        if (signal.aborted) break;
        await readAgain();
        await planner.plan(changed);
      }
    } finally {
      await watcher.close();
    }
  });
}

function createPlanner(project: Project, { apply, onEvent }: WatchRequest) {
  let told = "";
  return {
    /** Tells what the changed files led to, where it is not what was told last. */
    plan: async (changed: readonly string[]) => {
      const planned = await planChanges(project, {});
      const meaning = meaningOf(planned);
      if (meaning === told) return;
      told = meaning;
      if (changed.length > 0) onEvent({ type: "changed", files: changed });
      if (!planned.ok) {
        const { failure } = planned;
        if (failure.category === "configuration-invalid")
          onEvent({ type: "invalid", diagnostics: failure.diagnostics });
        else onEvent({ type: "failed", failure });
        return;
      }
      const { plan, warnings } = planned.value;
      const safe = plan.blocks.length === 0 && plan.summary.delete === 0;
      onEvent({ type: "planned", plan, warnings, safe });
      if (!apply || !safe || !hasChanges(plan)) return;
      const applied = await applyPlan(project, { plan, command: "apply" });
      if (!applied.ok) return onEvent({ type: "failed", failure: applied.failure });
      onEvent({ type: "applied", record: applied.value });
      const after = await planChanges(project, {});
      // What has changed meanwhile is still to be told.
      if (after.ok && !hasChanges(after.value.plan)) told = meaningOf(after);
    },
  };
}

/** Equal for results that say and do the same. */
function meaningOf(planned: Result<PlannedChanges>): string {
  if (!planned.ok) {
    const { code, summary, diagnostics } = planned.failure;
    return JSON.stringify([code, summary, diagnostics.map(meaningOfFinding)]);
  }
  const { plan, warnings } = planned.value;
  return JSON.stringify([
    plan.serial,
    plan.changes.map((change) => [
      change.action,
      change.address,
      change.action === "delete" ? "" : change.after.digest,
    ]),
    plan.blocks,
    warnings.map(meaningOfFinding),
  ]);
}

function meaningOfFinding({ code, summary, range }: Diagnostic) {
  return [code, summary, range];
}

/** Tells of each thing that cannot be watched once; a limit of the system, which many meet, once in all. */
function createErrorTeller(root: string, onEvent: WatchRequest["onEvent"]): (error: unknown) => void {
  const told = new Set<string>();
  return (error) => {
    const code = systemErrorCode(error);
    const limit = code === undefined ? undefined : limits[code];
    const path = error instanceof Error && "path" in error ? String(error.path) : undefined;
    const key = limit ?? `${code} ${path ?? String(error)}`;
    if (told.has(key)) return;
    told.add(key);
    const place = limit !== undefined || path === undefined ? {} : { path: relative(root, path) };
    onEvent({ type: "unwatched", ...place, reason: limit ?? code ?? String(error) });
  };
}

const limits: Readonly<Record<string, string>> = {
  ENOSPC: "the system watches no further folder (fs.inotify.max_user_watches)",
  EMFILE: "this user may open no further watch (fs.inotify.max_user_instances, ulimit -n)",
};

/** A checkout or rebase writes many files one by one; planning waits until it is over. */
async function untilGitIsDone(root: string, { signal, onEvent }: WatchRequest): Promise<void> {
  const git = findGitFolder(root);
  if (git === undefined) return;
  const isAtWork = () => ["index.lock", "HEAD.lock"].some((name) => existsSync(join(git, name)));
  if (!isAtWork()) return;
  onEvent({ type: "paused", reason: "git is at work" });
  while (isAtWork() && !signal.aborted) await new Promise((wake) => setTimeout(wake, 100));
}
