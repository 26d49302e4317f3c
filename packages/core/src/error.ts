import type { Code } from "./code.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { SourceRange } from "./source-location.ts";

/** What sort of failure it is; the command line maps each to one exit code. */
export type FailureCategory =
  | "error"
  | "configuration-invalid"
  | "lock-held"
  | "blocked"
  | "run-failed"
  | "plan-stale"
  | "cancelled";

export interface FailureDetails {
  readonly code: Code;
  readonly category?: FailureCategory;
  /** What happened, one line. */
  readonly summary: string;
  /** Why; and after a command that changes things, what state they are in. */
  readonly detail?: string;
  /** What to do next, most useful first; a command stands in backquotes. */
  readonly next?: readonly string[];
  readonly where?: SourceRange;
  readonly diagnostics?: readonly Diagnostic[];
  readonly cause?: unknown;
}

/** An expected failure. Made by the named factories of each package's `errors.ts`, nowhere else. */
export class MlxError extends Error {
  override readonly name = "MlxError";
  readonly code: Code;
  readonly category: FailureCategory;
  readonly summary: string;
  readonly detail: string | undefined;
  readonly next: readonly string[];
  readonly where: SourceRange | undefined;
  readonly diagnostics: readonly Diagnostic[];

  constructor(details: FailureDetails) {
    super(details.summary, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = details.code;
    this.category = details.category ?? "error";
    this.summary = details.summary;
    this.detail = details.detail;
    this.next = details.next ?? [];
    this.where = details.where;
    this.diagnostics = details.diagnostics ?? [];
  }
}

/** A bug of mlx. Only the outermost boundary prints it, and says that it is one. */
export class InternalError extends Error {
  override readonly name = "InternalError";
}

/** The end of a `switch` over a union: a bug when it is reached. */
export function assertNever(value: never): never {
  throw new InternalError(`unexpected value: ${JSON.stringify(value)}`);
}

/** The code of a Node system error (`ENOENT`, …), if it is one. */
export function systemErrorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
