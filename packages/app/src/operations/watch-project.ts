import { existsSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import {
  type ApplyRecord,
  type Diagnostic,
  type Digest,
  hasChanges,
  type MlxError,
  type Plan,
  type Result,
  toResult,
} from "@mlx/core";
import type { Project } from "../project.ts";
import { applyPlan } from "./apply-plan.ts";
import { planChanges } from "./plan-changes.ts";

export type WatchEvent =
  | { readonly type: "watching"; readonly files: number }
  | { readonly type: "paused"; readonly reason: string }
  | { readonly type: "changed"; readonly files: readonly string[] }
  /** The last good state is kept. */
  | { readonly type: "invalid"; readonly diagnostics: readonly Diagnostic[] }
  /** Files changed, and their meaning did not. */
  | { readonly type: "unchanged" }
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

const quietMilliseconds = 300;
const longestMilliseconds = 2000;

/**
 * Plans at once and again after each change of the project's files, until the signal. What a plan
 * says is compared by content, so a file that is only written anew (a build's output, a touch, a
 * formatter) never leads to another plan.
 */
export function watchProject(project: Project, request: WatchRequest): Promise<Result<void>> {
  return toResult(async () => {
    const { watch } = await import("chokidar");
    const changes = collectChanges(request.signal);
    const ignored = (path: string) => isIgnored(relative(project.root, path));
    const watcher = watch(project.root, { ignored, ignoreInitial: true, followSymlinks: false });
    watcher.on("all", (_, path) => changes.add(relative(project.root, path)));
    await new Promise<void>((ready) => watcher.once("ready", () => ready()));
    const planner = createPlanner(project, request);
    try {
      const { files, watchFiles } = await project.load();
      request.onEvent({ type: "watching", files: new Set([...files, ...watchFiles]).size });
      await planner.plan();
      for await (const changed of changes.batches()) {
        await untilGitIsDone(project.root, request);
        if (request.signal.aborted) break;
        request.onEvent({ type: "changed", files: changed });
        project.reload();
        await planner.plan();
      }
    } finally {
      await watcher.close();
    }
  });
}

function createPlanner(project: Project, { apply, onEvent }: WatchRequest) {
  let shown: Digest | string | undefined;
  return {
    plan: async () => {
      const planned = await planChanges(project, {});
      if (!planned.ok) {
        const { failure } = planned;
        shown = undefined;
        if (failure.category === "configuration-invalid")
          onEvent({ type: "invalid", diagnostics: failure.diagnostics });
        else onEvent({ type: "failed", failure });
        return;
      }
      const { plan, warnings } = planned.value;
      const meaning = planMeaning(plan);
      if (meaning === shown) return onEvent({ type: "unchanged" });
      shown = meaning;
      const safe = plan.blocks.length === 0 && plan.summary.delete === 0;
      onEvent({ type: "planned", plan, warnings, safe });
      if (!apply || !safe || !hasChanges(plan)) return;
      const applied = await applyPlan(project, { plan, command: "apply" });
      if (!applied.ok) return onEvent({ type: "failed", failure: applied.failure });
      shown = undefined;
      onEvent({ type: "applied", record: applied.value });
      const after = await planChanges(project, {});
      if (after.ok) shown = planMeaning(after.value.plan);
    },
  };
}

/** Equal for plans that do the same. */
function planMeaning({ serial, changes }: Plan): string {
  return JSON.stringify([
    serial,
    changes.map((change) => [
      change.action,
      change.address,
      change.action === "delete" ? "" : change.after.digest,
    ]),
  ]);
}

/** Git's files, mlx's own, and what no project means to be read. */
function isIgnored(path: string): boolean {
  return path
    .split(sep)
    .some(
      (part) =>
        (part.startsWith(".") && part.length > 1 && part !== "..") ||
        part === "node_modules" ||
        part === "__pycache__",
    );
}

/** A checkout or rebase writes many files one by one; planning waits until it is over. */
async function untilGitIsDone(root: string, { signal, onEvent }: WatchRequest): Promise<void> {
  const lock = resolve(root, join(".git", "index.lock"));
  if (!existsSync(lock)) return;
  onEvent({ type: "paused", reason: "git is at work" });
  while (existsSync(lock) && !signal.aborted) await new Promise((wake) => setTimeout(wake, 100));
}

/** Collects paths until it has been quiet for 300 ms, at most 2 s. */
function collectChanges(signal: AbortSignal) {
  const paths = new Set<string>();
  let first = 0;
  let last = 0;
  let wake: () => void = () => {};
  signal.addEventListener("abort", () => wake());
  return {
    add: (path: string) => {
      last = performance.now();
      if (paths.size === 0) first = last;
      paths.add(path);
      wake();
    },
    batches: async function* (): AsyncGenerator<readonly string[]> {
      while (!signal.aborted) {
        const due = Math.min(last + quietMilliseconds, first + longestMilliseconds);
        const left = due - performance.now();
        if (paths.size > 0 && left <= 0) {
          const batch = [...paths].sort();
          paths.clear();
          yield batch;
          continue;
        }
        await new Promise<void>((resolve) => {
          const timer = paths.size > 0 ? setTimeout(resolve, left) : undefined;
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
    },
  };
}
