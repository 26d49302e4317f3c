import { type ApplyRecord, isAddress, type ResourceRevision, type Result, toResult } from "@mlx/core";
import { notAnAddress } from "../errors.ts";
import type { Project } from "../project.ts";

export interface History {
  readonly applies: readonly ApplyRecord[];
  /** Only when one resource was asked for. */
  readonly revisions?: readonly ResourceRevision[];
}

export interface HistoryAsked {
  readonly limit: number;
  /** Only of one resource. */
  readonly address?: string;
  /** Only applies before that serial. */
  readonly before?: number;
}

/** The applies, newest first; or those of one resource, with its revisions. */
export function readHistory(
  project: Project,
  { limit, address, before }: HistoryAsked,
): Promise<Result<History>> {
  return toResult(async () => {
    const { store } = await project.adapters();
    if (address === undefined)
      return { applies: await store.applies.list({ limit, ...(before === undefined ? {} : { before }) }) };
    if (!isAddress(address)) throw notAnAddress(address);
    const revisions = (await store.resources.revisions(address)).slice(0, limit);
    const applies: ApplyRecord[] = [];
    for (const { applyId } of revisions) {
      const apply = await store.applies.get(applyId);
      if (apply !== undefined) applies.push(apply);
    }
    return { applies, revisions };
  });
}
