import type { DeclareRequest } from "@mlx/app";
import type { AppliedResource } from "@mlx/core";
import type { FastifyRequest } from "fastify";
import { badIfMatch } from "../errors.ts";

export function etagOf({ revision }: Pick<AppliedResource, "revision">): string {
  return `"${revision}"`;
}

/** The revision that the resource must still have; `undefined` where any will do. Failure: 8545. */
export function expectedRevision({ headers }: FastifyRequest, current: number): number | undefined {
  const text = headers["if-match"];
  if (text === undefined || text.trim() === "*" || text.trim() === "") return undefined;
  const revisions = text.split(",").map((each) => {
    // Some clients leave out the quotes; a proxy that compresses makes the tag a weak one.
    const [, revision] = /^\s*(?:W\/)?"?(\d{1,9})"?\s*$/.exec(each) ?? [];
    if (revision === undefined) throw badIfMatch(text);
    return Number(revision);
  });
  // Of several any may hold; with none of them the first is as good to fail with.
  return revisions.includes(current) ? current : revisions[0];
}

/** The same, as a write takes it. Failure: 8545. */
export function expectedRevisions(
  request: FastifyRequest,
  { address, revision }: { readonly address: string; readonly revision: number },
): DeclareRequest["expected"] {
  const expected = expectedRevision(request, revision);
  return expected === undefined ? undefined : { [address]: expected };
}
