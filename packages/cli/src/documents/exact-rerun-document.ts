import type { Document } from "@mlx/documents";
import { describeRun } from "@mlx/documents";
import type { RanExactly } from "../rerun-exactly.ts";

/** The new run, and how it compares; `comparison` is null where it did not come to that. */
export function exactRerunDocument(ran: RanExactly): Document {
  const of = ran.record.run.exact?.of ?? null;
  if (ran.how !== "compared")
    return { kind: "exact-rerun", of, run: describeRun(ran.record), comparison: null };
  const { equal, files, metrics, differences } = ran.comparison;
  return {
    kind: "exact-rerun",
    of,
    run: describeRun(ran.record),
    comparison: {
      equal,
      files,
      metrics,
      differences: differences.map(({ of: part, name, was, is }) => ({
        part,
        name,
        was: was ?? null,
        is: is ?? null,
      })),
    },
  };
}
