import type { Address, DesiredResource } from "@mlx/core";
import { configCode } from "../findings/config-code.ts";
import type { Problems } from "../findings/problem.ts";
import { placeIn } from "../resolve/declarations.ts";
import type { ResourceIndex } from "../resolve/resource-index.ts";
import { findCycles } from "./find-cycles.ts";

/** Tells each cycle once, at the edge that was added by hand, with a note for every edge. */
export function reportCycles(
  resources: readonly DesiredResource[],
  index: ResourceIndex,
  problems: Problems,
): void {
  const cycles = findCycles(resources);
  if (cycles.length === 0) return;
  const expanded = new Map(index.all.map((resource) => [resource.address, resource]));
  const desired = new Map(resources.map((resource) => [resource.address, resource]));

  function dependsOn(from: Address, to: Address): boolean {
    return desired.get(from)?.spec.dependsOn.includes(to) === true;
  }

  function placeOf(from: Address, to: Address) {
    const declared = expanded.get(from)?.declared;
    if (declared === undefined) return undefined;
    const written = dependsOn(from, to) ? declared.value.dependsOn : undefined;
    const at = Array.isArray(written)
      ? written.findIndex((text) => typeof text === "string" && (text === to || to.startsWith(`${text}[`)))
      : -1;
    return at === -1
      ? placeIn(declared.layers, [], "key")
      : placeIn(declared.layers, ["dependsOn", String(at)]);
  }

  for (const cycle of cycles) {
    const edges = cycle.map((from, position) => ({ from, to: cycle[(position + 1) % cycle.length] ?? from }));
    const culprit = edges.find(({ from, to }) => dependsOn(from, to)) ?? edges[0];
    const place = culprit === undefined ? undefined : placeOf(culprit.from, culprit.to);
    const way = [...cycle, cycle[0]].join(" → ");
    problems.error(configCode.cycle, place, `These resources depend on each other: ${way}.`, {
      detail: "Remove one of the references; most often it is a `dependsOn`.",
      notes: edges.map(({ from, to }) => {
        const at = placeOf(from, to);
        return { message: `\`${from}\` refers to \`${to}\`.`, ...(at === undefined ? {} : { place: at }) };
      }),
    });
  }
}
