import { type Result, toResult } from "@mlx/core";
import { type Comparison, compare, tooFewToCompare } from "@mlx/report";
import type { Project } from "../project.ts";
import { findSubjects, readSource } from "./find-subjects.ts";

export interface CompareRequest {
  /** Runs or versions of models, as `findSubjects` takes them. */
  readonly refs: readonly string[];
  /** Also what is equal. */
  readonly all: boolean;
}

/** What differs between runs or versions of models. Failures: 3012, 7001 to 7009, 7043. */
export function compareRuns(project: Project, { refs, all }: CompareRequest): Promise<Result<Comparison>> {
  return toResult(async () => {
    const adapters = await project.adapters();
    const subjects = await findSubjects(refs, adapters);
    if (subjects.length < 2) throw tooFewToCompare(subjects.map(({ name }) => name));
    const compared = await Promise.all(
      subjects.map(async (subject) => {
        const source = await readSource(subject, adapters);
        return { ...subject, ...(source === undefined ? {} : { source }) };
      }),
    );
    return compare(compared, { all });
  });
}
