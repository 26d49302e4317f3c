/** What declarations come to together with what is there: circles, and ports that somebody has. */
import { type Address, type DesiredResource, sectionOf } from "@mlx/core";
import { findCycles } from "../check/find-cycles.ts";
import { configCode } from "../findings/config-code.ts";
import type { Problems } from "../findings/problem.ts";
import { clientFile } from "./client-place.ts";
import type { KnownResources } from "./known-resources.ts";

export function checkAgainstKnown(
  desired: readonly DesiredResource[],
  known: KnownResources,
  problems: Problems,
): void {
  const own = new Map<Address, Pick<DesiredResource, "address" | "references">>(
    desired.map((resource) => [resource.address, resource]),
  );
  for (const cycle of findCycles(withReachable(own, known))) {
    const from = cycle.find((address) => own.has(address));
    if (from === undefined) continue;
    problems.error(
      configCode.cycle,
      placeOf(from),
      `These resources depend on each other: ${[...cycle, cycle[0]].join(" → ")}.`,
      { detail: "Remove one of the references; most often it is a `dependsOn`." },
    );
  }
  checkTasks(desired, own, known, problems);
  checkPorts(desired, own, known, problems);
}

/** What is there takes part as far as the declarations lead to it. */
function withReachable(
  own: ReadonlyMap<Address, Pick<DesiredResource, "address" | "references">>,
  known: KnownResources,
): readonly Pick<DesiredResource, "address" | "references">[] {
  const found = new Map(own);
  const open = [...own.values()];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const address of next.references) {
      const there = found.has(address) ? undefined : known.get(address);
      if (there === undefined) continue;
      found.set(address, there);
      open.push(there);
    }
  }
  return [...found.values()];
}

/** An experiment of an instance that is there; with one that is declared too, preparing tells it. */
function checkTasks(
  desired: readonly DesiredResource[],
  own: ReadonlyMap<Address, unknown>,
  known: KnownResources,
  problems: Problems,
): void {
  for (const { address, kind, spec } of desired) {
    if (kind !== "experiment" || !("instance" in spec.target) || own.has(spec.target.instance)) continue;
    const { instance } = spec.target;
    const tasks = known.get(instance)?.spec.tasks;
    // A service's experiments are checked with the service.
    if (tasks === undefined || tasks[spec.task] !== undefined || spec.service !== undefined) continue;
    problems.error(
      configCode.undeclaredTask,
      placeOf(address, "task"),
      `\`${instance}\` does not declare the task \`${spec.task}\`.`,
      {
        detail: `It declares ${Object.keys(tasks).join(", ") || "none"}. Add it to the instance's \`tasks\`, or name another task.`,
      },
    );
  }
}

function checkPorts(
  desired: readonly DesiredResource[],
  own: ReadonlyMap<Address, unknown>,
  known: KnownResources,
  problems: Problems,
): void {
  const wanted = desired.flatMap((resource) =>
    resource.kind === "service" && resource.spec.serve?.port !== undefined
      ? [{ address: resource.address, port: resource.spec.serve.port }]
      : [],
  );
  if (wanted.length === 0) return;
  for (const there of known.all()) {
    if (there.kind !== "service" || own.has(there.address)) continue;
    const same = wanted.find(({ port }) => port === there.spec.serve?.port);
    if (same === undefined) continue;
    problems.error(
      configCode.samePort,
      placeOf(same.address, "serve", "port"),
      `\`${same.address}\` wants port ${same.port}, and \`${there.address}\` has it.`,
      { detail: "Give each its own port; without one it answers under the address of `mlx up`." },
    );
  }
}

function placeOf(address: Address, ...path: readonly string[]) {
  const [kind = "", name = ""] = [
    address.slice(0, address.indexOf("/")),
    address.slice(address.indexOf("/") + 1),
  ];
  const sections: { readonly [kind: string]: string } = sectionOf;
  return { file: clientFile, path: [sections[kind] ?? kind, name, ...path], on: "value" } as const;
}
