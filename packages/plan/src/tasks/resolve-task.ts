import { InternalError } from "@mlx/core";
import type { ResourceLookup } from "../resource-state.ts";
import { findTarget, type TaskTarget } from "./find-target.ts";
import { resolveDeclaredChain } from "./resolve-chain.ts";
import { refuseDisabled, resolveStep } from "./resolve-step.ts";
import type { ResolvedTask } from "./resolved-task.ts";
import type { RunOverrides } from "./run-overrides.ts";

/**
 * The one place where the settings of a task are merged, per key: the recipe's defaults, then the
 * instance's, the experiment's, and those given for one run. Inputs and outputs are the instance's,
 * and the experiment's over them by channel.
 *
 * Failures: 2001 a resource is missing · 2002 the instance does not declare the task · 2003 a
 * resource that takes part is disabled.
 */
export function resolveTask(
  lookup: ResourceLookup,
  target: TaskTarget,
  overrides: RunOverrides = {},
): ResolvedTask {
  const resolved = resolveDeclaredTask(lookup, target, overrides);
  const { experiment, instance, addresses } = resolved;
  refuseDisabled(lookup, experiment ?? instance, addresses);
  return resolved;
}

/** The same, whether the resources are enabled or not. Failures: 2001, 2002. */
export function resolveDeclaredTask(
  lookup: ResourceLookup,
  target: TaskTarget,
  overrides: RunOverrides = {},
): ResolvedTask {
  const found = findTarget(lookup, target);
  const { experiment, task } = found;
  if (experiment?.spec.chain === undefined) return resolveStep(lookup, found, overrides);
  const steps = resolveDeclaredChain(lookup, found, overrides);
  const own = steps.find((step) => step.resolved.task === task);
  if (own === undefined) throw new InternalError(`the chain of ${experiment.address} is without ${task}`);
  return own.resolved;
}

/**
 * The training of an experiment or instance, also where it is one of several tasks of a chain, and whether
 * the resources are enabled or not; `undefined` where there is none. Failures: 2001, 2002.
 */
export function resolveTraining(lookup: ResourceLookup, target: TaskTarget): ResolvedTask | undefined {
  const found = findTarget(lookup, target);
  if (found.experiment?.spec.chain === undefined)
    return found.task === "train" ? resolveStep(lookup, found, {}) : undefined;
  const steps = resolveDeclaredChain(lookup, found, {});
  return steps.find(({ resolved }) => resolved.task === "train")?.resolved;
}
