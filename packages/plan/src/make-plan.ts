import {
  type Address,
  type AppliedHead,
  type Digest,
  type ExecutorName,
  InternalError,
  type Machine,
  type Manifest,
  type ModelVersion,
  type Move,
  type Plan,
  type PlanBefore,
  type PlanHintOf,
  type PreparedResource,
} from "@mlx/core";
import { guardPlan } from "./changes/guards.ts";
import { matchResources, sortByAddress } from "./changes/match-resources.ts";
import { orderChanges } from "./changes/order-changes.ts";
import { type ChangedOutside, findDrift } from "./changes/outside.ts";
import { planChange, planCreate, planDelete } from "./changes/plan-change.ts";
import { probableRenames } from "./changes/probable-renames.ts";
import { deleteReason } from "./changes/reasons.ts";
import { summarisePlan } from "./changes/summarise-plan.ts";
import { findConsequences } from "./consequences/consequences.ts";
import type { PlanOutcome } from "./consequences/plan-outcome.ts";
import type { RunUnderWay } from "./consequences/runs-that-use-changes.ts";
import type { ResourceState } from "./resource-state.ts";
import { announcedRuns, type ServingModels } from "./services/announced-runs.ts";
import { changedStartTimes } from "./services/changed-start-times.ts";
import { brokenPins, movedPins, type PinnedModel } from "./services/pinned-models.ts";
import { serviceModels } from "./services/service-models.ts";
import { sparkCommands } from "./spark/spark-commands.ts";

export interface PlanInput {
  readonly project: string;
  readonly environment?: string;
  readonly installation: string;
  /** The store's serial that `heads` and `before` were read at. */
  readonly serial: number;
  readonly configDigest: Digest;
  readonly createdAt: string;
  readonly prepared: readonly PreparedResource[];
  readonly heads: readonly AppliedHead[];
  readonly moved: readonly Move[];
  /** At least those that `addressesToCompare` names. */
  readonly before: ReadonlyMap<Address, PlanBefore>;
  /** Of every drifted resource, and of what the API deleted and is declared. */
  readonly outside?: ChangedOutside;
  /** What was made through the API, as far as it can be affected: needed where anything changes. */
  readonly unmanaged?: readonly PlanBefore[];
  /** Source manifests; where one is missing, reasons do without the names of files. */
  readonly manifests: ReadonlyMap<Digest, Manifest>;
  /** The newest version of each instance and experiment. */
  readonly models: readonly ModelVersion[];
  readonly runsUnderWay: readonly RunUnderWay[];
  /** Images that `mlx.lock` does not have so yet. */
  readonly pins?: readonly PlanHintOf<"image-pin">[];
  /** Of executors that Spark's tasks run by, as far as they are known. */
  readonly machines?: ReadonlyMap<ExecutorName, Machine>;
  /** What the model of each service is now: `model/x@v3`. */
  readonly serving?: ServingModels;
  readonly pinned?: readonly PinnedModel[];
  readonly allowMassDelete: boolean;
}

/**
 * The difference between what is declared and what is applied, and what it means for models and
 * runs. Changing the applied set as the plan says gives the declared one, except where
 * `lifecycle.ignore` keeps something. Linear in the number of resources.
 */
export function makePlan(input: PlanInput): Plan {
  return planWith(input, deleteReason);
}

/** The same, with the reason that deletes are given. */
export function planWith(input: PlanInput, reasonToDelete: string): Plan {
  const {
    project,
    environment,
    installation,
    serial,
    configDigest,
    createdAt,
    prepared,
    heads,
    allowMassDelete,
  } = input;
  const { created, compared, unchanged, deleted, unmanaged, moves } = matchResources(input);
  const outside: ChangedOutside = input.outside ?? new Map();
  const declared = new Set(prepared.map(({ address }) => address));
  const planned = compared.map((match) =>
    planChange(match, findBefore(input, match.head.address), {
      ...{ moves, declared, outside },
      manifests: input.manifests,
    }),
  );
  const deletes = deleted.map(({ address }) => planDelete(findBefore(input, address), reasonToDelete));
  const puts = [
    ...created.map((after) => planCreate(after, outside)),
    ...planned.flatMap(({ change }) => change ?? []),
  ];
  const changes = [...puts, ...deletes];
  const after = sortByAddress([...unchanged, ...created, ...planned.map((each) => each.after)]);
  const outcome: PlanOutcome = {
    after: new Map([...leftAlone(input, unmanaged), ...after].map((each) => [each.address, each])),
    before: statesBefore(input, [...compared.map(({ head }) => head), ...deleted]),
    meanings: new Map([
      ...created.map(({ address }) => [address, "all"] as const),
      ...planned
        .filter(({ meaning }) => meaning === "all" || meaning.size > 0)
        .map(({ after: { address }, meaning }) => [address, meaning] as const),
    ]),
    changed: new Set(puts.map(({ address }) => address)),
    deleted: new Set(deleted.map(({ address }) => address)),
    moves,
  };
  const { serving = new Map(), pinned = [] } = input;
  const consequences = findConsequences(outcome, input);
  const runs = announcedRuns(created, serving);
  const drift = findDrift(outside, { before: input.before, declared });
  return {
    version: 1,
    project,
    ...(environment === undefined ? {} : { environment }),
    installation,
    serial,
    configDigest,
    createdAt,
    changes: orderChanges(changes, after, heads),
    consequences: [...consequences, ...serviceModels(outcome, consequences, serving), ...movedPins(pinned)],
    ...(runs.length === 0 ? {} : { runs }),
    ...(drift.length === 0 ? {} : { drift }),
    ...(unmanaged.length === 0 ? {} : { unmanaged: unmanaged.map(({ address }) => address) }),
    hints: [
      ...probableRenames(outcome, created),
      ...(input.pins ?? []),
      ...sparkCommands(after, {
        changed: outcome.changed,
        manifests: input.manifests,
        machines: input.machines ?? new Map(),
      }),
    ],
    blocks: [
      ...guardPlan({
        ...{ deletes, unmanaged, allowMassDelete },
        applied: heads.filter((head) => !head.unmanaged).length,
        moves: [...moves.toOf].map(([from, to]) => ({ from, to })),
      }),
      ...changedStartTimes(puts, input.before),
      ...brokenPins(pinned),
    ],
    summary: summarisePlan(changes, prepared.length - puts.length),
  };
}

function findBefore({ before }: PlanInput, address: Address): PlanBefore {
  const found = before.get(address);
  if (found === undefined) throw new InternalError(`${address} has to be compared and was not loaded`);
  return found;
}

function statesBefore(input: PlanInput, heads: readonly AppliedHead[]): ReadonlyMap<Address, ResourceState> {
  return new Map(heads.map(({ address }) => [address, findBefore(input, address)]));
}

/** Those of the unmanaged resources that stay as they are, as far as they were loaded. */
function leftAlone({ unmanaged = [] }: PlanInput, heads: readonly AppliedHead[]): readonly PlanBefore[] {
  if (unmanaged.length === 0) return [];
  const left = new Set(heads.map(({ address }) => address));
  return unmanaged.filter(({ address }) => left.has(address));
}
