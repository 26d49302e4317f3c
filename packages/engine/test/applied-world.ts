import { applyPlan } from "../src/resources/apply-plan.ts";
import { planProject } from "../src/resources/plan-project.ts";
import { createWorld, desiredState, type World, type WorldOptions } from "./world.ts";

/** A world whose project is applied. */
export async function createAppliedWorld(
  programs: Parameters<typeof createWorld>[0] = [],
  state = desiredState(),
  options: WorldOptions = {},
): Promise<World> {
  const world = await createWorld(programs, options);
  const { plan } = await planProject(state, world.deps, { allowMassDelete: false });
  await applyPlan(plan, world.deps, "apply");
  return world;
}
