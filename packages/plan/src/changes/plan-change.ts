import {
  type Address,
  type Change,
  type Digest,
  digestOfJson,
  type Manifest,
  type PlanBefore,
  type PreparedResource,
} from "@mlx/core";
import { compareResource, type Meaning, meaningOf } from "./compare-resource.ts";
import { diffFields, toFieldChange } from "./diff-fields.ts";
import { keepIgnored } from "./keep-ignored.ts";
import { languageDefaults } from "./language-defaults.ts";
import type { MatchedResource } from "./match-resources.ts";
import type { Moves } from "./moves.ts";
import { createReason, fieldsOf, moveReason, reasonsOf } from "./reasons.ts";
import { toLanguage } from "./to-language.ts";

/** What becomes of a resource that was applied before; without a `change` where it stays as it is. */
export interface PlannedResource {
  readonly after: PreparedResource;
  readonly change?: Change;
  /** Empty where the change means nothing to others. */
  readonly meaning: Meaning;
}

interface Surroundings {
  readonly moves: Moves;
  readonly declared: ReadonlySet<Address>;
  readonly manifests: ReadonlyMap<Digest, Manifest>;
}

const nothing: Meaning = new Set();

/**
 * An update, a move, or nothing: differences that `lifecycle.ignore` covers do not count. What is there
 * is compared as it reads now: a migration of the store changes specs, and leaves their digests as they
 * were.
 */
export function planChange(
  { prepared, head }: MatchedResource,
  before: PlanBefore,
  { moves, declared, manifests }: Surroundings,
): PlannedResource {
  const exists = (address: Address) => declared.has(address);
  const after = keepIgnored(prepared, before, { follow: moves.follow, exists });
  const { address, at } = after;
  const isMove = head.address !== address;
  if (after.digest === digestOfJson({ spec: before.spec, observed: before.observed })) {
    if (!isMove) return { after, meaning: nothing };
    const reasons = [moveReason(head.address)];
    return {
      after,
      change: { action: "move", address, from: head.address, at, reasons, fields: [], after },
      meaning: nothing,
    };
  }
  const old = before;
  const difference = compareResource(old, after, moves);
  const fields = fieldsOf(difference);
  const reasons = reasonsOf(difference, old, after, manifests);
  return {
    after,
    change: isMove
      ? {
          action: "move",
          address,
          from: head.address,
          at,
          reasons: [moveReason(head.address), ...reasons],
          fields,
          after,
        }
      : { action: "update", address, at, reasons, fields, after },
    meaning: meaningOf(difference),
  };
}

/** Its fields are those that the user set, as far as canonical form can tell: all but defaults. */
export function planCreate(after: PreparedResource): Change {
  const { address, at } = after;
  const fields = diffFields({}, toLanguage(after), languageDefaults(after)).map(toFieldChange);
  return { action: "create", address, at, reasons: [createReason], fields, after };
}

export type Deletion = Extract<Change, { action: "delete" }>;

export function planDelete({ address, spec }: PlanBefore, reason: string): Deletion {
  return { action: "delete", address, reasons: [reason], fields: [], protected: spec.lifecycle.protect };
}
