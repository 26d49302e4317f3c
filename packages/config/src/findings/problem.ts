/** A diagnostic before its place was looked up: positions are only read when something is wrong. */
import type { Code } from "@mlx/core";
import type { SourceFile, SourceText } from "../files/source-file.ts";

/** A value, or its key, in a file; or a stretch of a file's text. */
export type Place = ValuePlace | TextPlace;

export interface ValuePlace {
  readonly file: SourceFile;
  /** Where a part of it does not exist, the longest part that does is meant. */
  readonly path: readonly string[];
  readonly on: "key" | "value";
  /** Only this part of the value's text. */
  readonly part?: string;
}

interface TextPlace {
  readonly source: SourceText;
  readonly start: number;
  readonly end: number;
}

export interface Problem {
  readonly severity: "error" | "warning";
  readonly code: Code;
  readonly summary: string;
  readonly detail?: string;
  readonly place?: Place;
  readonly notes?: readonly ProblemNote[];
}

export interface ProblemNote {
  readonly message: string;
  readonly place?: Place;
}

/** Collects what is wrong; at the end all of it is shown at once. */
export interface Problems {
  error(code: Code, place: Place | undefined, summary: string, more?: ProblemDetails): void;
  warning(code: Code, place: Place | undefined, summary: string, more?: ProblemDetails): void;
  readonly all: readonly Problem[];
}

type ProblemDetails = Pick<Problem, "notes"> & { readonly detail?: string | undefined };

export function createProblems(): Problems {
  const all: Problem[] = [];
  const add = (
    severity: Problem["severity"],
    code: Code,
    place: Place | undefined,
    summary: string,
    { detail, notes }: ProblemDetails,
  ) => {
    all.push({
      severity,
      code,
      summary,
      ...(detail === undefined ? {} : { detail }),
      ...(place === undefined ? {} : { place }),
      ...(notes === undefined ? {} : { notes }),
    });
  };
  return {
    error: (code, place, summary, more = {}) => add("error", code, place, summary, more),
    warning: (code, place, summary, more = {}) => add("warning", code, place, summary, more),
    all,
  };
}
