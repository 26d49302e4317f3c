import type { PlannedChanges } from "@mlx/app";
import type { ApplyRecord, Plan } from "@mlx/core";
import type { Document } from "./document.ts";

/** A plan, with the warnings about the configuration and the profiles that were asked for. */
export function planDocument({ plan, warnings, profiles }: PlannedChanges): Document {
  const { version: _, ...rest } = plan;
  const { runs = [], drift = [], unmanaged = [] } = plan;
  return { kind: "plan", ...rest, runs, drift, unmanaged, warnings, profiles };
}

/** What an apply did; without a record there was nothing to do. */
export function applyDocument({ plan, record }: { plan: Plan; record: ApplyRecord | undefined }): Document {
  return {
    kind: "apply",
    project: plan.project,
    environment: plan.environment ?? null,
    changed: record !== undefined,
    id: record?.id ?? null,
    serial: record?.serial ?? plan.serial,
    at: record?.at ?? null,
    actor: record?.actor ?? null,
    git: record?.git ?? null,
    configDigest: plan.configDigest,
    summary: record?.summary ?? plan.summary,
    changes: record?.changes ?? [],
    consequences: plan.consequences,
    announced: plan.runs ?? [],
    pinned: record === undefined ? [] : plan.hints.filter(({ type }) => type === "image-pin"),
  };
}
