import type { FailureCategory } from "@mlx/core";

/** The one table of exit codes: the word for each, its number, and what `--help` says of it. */
export const exitCodes = {
  done: { code: 0, meaning: "done, or nothing to do" },
  error: { code: 1, meaning: "error" },
  changes: { code: 2, meaning: "there are changes (with --detailed-exitcode)" },
  configurationInvalid: { code: 3, meaning: "the configuration is invalid" },
  lockHeld: { code: 4, meaning: "another process holds the lock" },
  blocked: { code: 5, meaning: "blocked by a guard, or approval is needed and there is no terminal" },
  runFailed: { code: 6, meaning: "a followed run failed" },
  planStale: { code: 7, meaning: "the plan is stale" },
  cancelled: { code: 8, meaning: "cancelled" },
  interrupted: { code: 130, meaning: "interrupted by force" },
} as const satisfies Record<string, { readonly code: number; readonly meaning: string }>;

export type Exit = keyof typeof exitCodes;

const exitOfCategory = {
  error: "error",
  "configuration-invalid": "configurationInvalid",
  "lock-held": "lockHeld",
  blocked: "blocked",
  "run-failed": "runFailed",
  "plan-stale": "planStale",
  cancelled: "cancelled",
} as const satisfies Record<FailureCategory, Exit>;

export function exitOf(category: FailureCategory): Exit {
  return exitOfCategory[category];
}
