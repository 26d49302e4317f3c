import {
  type AnnouncedRun,
  type ApplyRecord,
  type Change,
  type Clock,
  type EventSink,
  type Git,
  type Ids,
  MlxError,
  type NewAliasMove,
  nameOf,
  type Plan,
  type PreparedResource,
  type ResourceWrite,
  type Store,
  timestamp,
} from "@mlx/core";
import { keepIgnored } from "@mlx/plan";
import { announce } from "./announce.ts";
import { planBlocked, planStale, resourcesInvalid } from "./errors.ts";
import { type PrepareDeps, prepareResources } from "./prepare-resources.ts";

export interface ApplyDeps extends Omit<PrepareDeps, "secretKey"> {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly git: Git;
  readonly actor: string;
  readonly emit: EventSink;
}

/**
 * Makes a plan true: prepare (store the sources; repeatable), then commit (one transaction). It does
 * exactly what the plan says, or fails with 3001 and changes nothing.
 */
export async function applyPlan(
  plan: Plan,
  deps: ApplyDeps,
  command: "apply" | "destroy",
): Promise<ApplyRecord> {
  const { id } = await deps.store.installation();
  if (plan.installation !== id) throw planStale("it was made for another store");
  if (plan.blocks.length > 0) throw planBlocked(plan.blocks);
  await prepareAsPlanned(plan, deps);
  deps.emit({ type: "apply-progress", step: "commit", done: 0, total: plan.changes.length });
  const git = await deps.git.state();
  const applyId = deps.ids.uuid();
  const at = timestamp(deps.clock.now());
  const { announced, aliasMoves } = promisesOf(plan, { applyId, at, deps });
  const commit = {
    id: applyId,
    expectedSerial: plan.serial,
    at,
    actor: deps.actor,
    command,
    ...(git === undefined ? {} : { git }),
    configDigest: plan.configDigest,
    summary: plan.summary,
    writes: plan.changes.map((change) => toWrite(change, deps.ids)),
    changes: plan.changes.map(({ action, address, reasons, ...rest }) => ({
      action,
      address,
      reasons,
      ...("from" in rest ? { from: rest.from } : {}),
    })),
    ...(announced.length === 0 ? {} : { announced }),
    ...(aliasMoves.length === 0 ? {} : { aliasMoves }),
  };
  try {
    return await deps.store.applies.commit(commit);
  } catch (error) {
    // 5030 to 5033: what a plan says of an alias is not so any more.
    if (error instanceof MlxError && aliasMoves.length > 0 && /^MLX503[0-3]$/.test(error.code))
      throw planStale(error.summary);
    throw error;
  }
}

/** What the plan announces beside the resources: runs, and aliases that the files pin. */
function promisesOf(
  plan: Plan,
  { applyId, at, deps }: { readonly applyId: string; readonly at: string; readonly deps: ApplyDeps },
): { readonly announced: readonly AnnouncedRun[]; readonly aliasMoves: readonly NewAliasMove[] } {
  const { actor, ids } = deps;
  return {
    announced: announce(plan.runs ?? [], { ids, actor, at }),
    aliasMoves: plan.consequences.flatMap((consequence): readonly NewAliasMove[] => {
      if (consequence.type !== "alias-pinned") return [];
      const { model, alias, from, to } = consequence;
      return [
        {
          model: nameOf(model),
          alias,
          ...(from === undefined ? {} : { from }),
          to,
          kind: "pin",
          actor,
          applyId,
          at,
        },
      ];
    }),
  };
}

async function prepareAsPlanned(plan: Plan, deps: ApplyDeps): Promise<void> {
  const planned = plan.changes.flatMap((change) => (change.action === "delete" ? [] : [change.after]));
  deps.emit({ type: "apply-progress", step: "prepare", done: 0, total: planned.length });
  const { key } = await deps.store.installation();
  const images = new Map(planned.map(({ address, observed }) => [address, observed.image]));
  const { prepared, diagnostics } = await prepareResources(
    planned,
    { ...deps, secretKey: key },
    {
      snapshot: true,
      pinnedBefore: async (recipe) => images.get(recipe),
      leaveUnpinned: new Set(
        planned.flatMap(({ address, observed }) => (observed.image === undefined ? [address] : [])),
      ),
      onProgress: (done) =>
        deps.emit({ type: "apply-progress", step: "prepare", done, total: planned.length }),
    },
  );
  // A plan holds only the resources that change, so what is between them was checked when it was made.
  const failed = diagnostics.filter(
    ({ severity, code }) => severity === "error" && !["MLX3004", "MLX3019"].includes(code),
  );
  if (failed.length > 0) throw resourcesInvalid(failed);
  planned.forEach((was, index) => {
    const is = prepared[index];
    // What `lifecycle.ignore` leaves unplanned may also have moved on since.
    if (is === undefined || keepIgnored(is, was).digest === was.digest) return;
    throw planStale(`${describeChange(was, is)} since it was made`);
  });
}

function describeChange(was: PreparedResource, { observed }: PreparedResource): string {
  const { address } = was;
  const { source, image, fingerprint } = was.observed;
  if (source?.manifest !== observed.source?.manifest) return `the source folder of ${address} changed`;
  if (image !== undefined && image.digest !== observed.image?.digest)
    return `the image ${image.reference} of ${address} moved`;
  return fingerprint === observed.fingerprint ? `${address} changed` : `the data of ${address} changed`;
}

function toWrite(change: Change, ids: Ids): ResourceWrite {
  if (change.action === "delete") return { action: "delete", address: change.address };
  return {
    action: "put",
    id: ids.uuid(),
    resource: change.after,
    ...(change.action === "move" ? { from: change.from } : {}),
  };
}
