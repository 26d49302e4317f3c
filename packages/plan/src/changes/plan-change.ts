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
import type { ChangedOutside } from "./outside.ts";
import {
  changedOutsideReason,
  createReason,
  deletedOutsideReason,
  fieldsOf,
  importReason,
  moveReason,
  reasonsOf,
} from "./reasons.ts";
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
  readonly outside: ChangedOutside;
}

const nothing: Meaning = new Set();

/**
 * An update, a move, an import, or nothing: differences that `lifecycle.ignore` covers do not count. What is
 * there is compared as it reads now: a migration of the store changes specs, and leaves their digests as they
 * were.
 */
export function planChange(
  { prepared, head }: MatchedResource,
  before: PlanBefore,
  { moves, declared, manifests, outside }: Surroundings,
): PlannedResource {
  const exists = (address: Address) => declared.has(address);
  const after = keepIgnored(prepared, before, { follow: moves.follow, exists });
  const { address, at } = after;
  const why = outsideReasons(head, outside);
  const applied = digestOfJson({ spec: before.spec, observed: before.observed });
  const isSame = after.digest === applied;
  const difference = isSame ? undefined : compareResource(before, after, moves);
  const fields = difference === undefined ? [] : fieldsOf(difference);
  const reasons = [
    ...why,
    ...(difference === undefined ? [] : reasonsOf(difference, before, after, manifests)),
  ];
  const planned = {
    after,
    meaning: difference === undefined ? nothing : meaningOf(difference),
  };
  if (head.address !== address) {
    const from = head.address;
    const change: Change = {
      ...{ action: "move", address, from, at, fields, after },
      reasons: [moveReason(from), ...reasons],
    };
    return { ...planned, change };
  }
  // Where only ignored fields were changed outside, there is nothing to take over.
  const isImport = head.unmanaged || (head.drifted && prepared.digest === applied);
  if (isImport) return { ...planned, change: { action: "import", address, at, reasons, fields, after } };
  if (isSame) return planned;
  return { ...planned, change: { action: "update", address, at, reasons, fields, after } };
}

function outsideReasons(
  { address, unmanaged, drifted }: MatchedResource["head"],
  outside: ChangedOutside,
): readonly string[] {
  if (unmanaged) return [importReason];
  const found = outside.get(address);
  return drifted && found?.type === "changed" ? [changedOutsideReason(found.actor)] : [];
}

/** Its fields are those that the user set, as far as canonical form can tell: all but defaults. */
export function planCreate(after: PreparedResource, outside: ChangedOutside): Change {
  const { address, at } = after;
  const fields = diffFields({}, toLanguage(after), languageDefaults(after)).map(toFieldChange);
  const found = outside.get(address);
  const reason = found?.type === "deleted" ? deletedOutsideReason(found.actor) : createReason;
  return { action: "create", address, at, reasons: [reason], fields, after };
}

export type Deletion = Extract<Change, { action: "delete" }>;

export function planDelete({ address, spec }: PlanBefore, reason: string): Deletion {
  return { action: "delete", address, reasons: [reason], fields: [], protected: spec.lifecycle.protect };
}
