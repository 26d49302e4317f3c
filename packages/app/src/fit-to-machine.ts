import type { ChainStep, Machine, Slots } from "@mlx/core";
import type { PreparedRun } from "@mlx/engine";

/** What of a run's slots more than the machine has keeps it from ever starting. */
export function exceeds({ slots = {} }: Pick<PreparedRun, "slots">, { cpus, memoryInMB }: Machine): boolean {
  return (slots.cpus ?? 0) > cpus || (slots.memoryInMB ?? 0) > memoryInMB;
}

/**
 * A run that asks for more processors than there are gets all of them. One that asks for more memory is not kept
 * waiting for it either: it is started, and fails with the numbers.
 */
export function fitToMachine(prepared: PreparedRun, machine: Machine): PreparedRun {
  const { spec, chain, slots = {} } = prepared;
  return {
    ...prepared,
    spec: withCpus(spec, machine),
    ...(chain === undefined
      ? {}
      : { chain: chain.map((step) => ({ ...step, spec: withCpus(step.spec, machine) })) }),
    slots: withinMachine(slots, machine),
  };
}

/** For a process the number is advice; a container would not be made with more than there are. */
function withCpus(spec: ChainStep["spec"], { cpus }: Machine): ChainStep["spec"] {
  const { specification, executor } = spec;
  const wanted = Number(specification?.cpus);
  if (specification === undefined || executor !== "docker" || !(wanted > cpus)) return spec;
  return { ...spec, specification: { ...specification, cpus } };
}

function withinMachine(slots: Slots, machine: Machine): Slots {
  const most: Slots = { cpus: machine.cpus, memoryInMB: machine.memoryInMB };
  return Object.fromEntries(
    Object.entries(slots).map(([name, amount]) => [name, Math.min(amount, most[name] ?? amount)]),
  );
}
