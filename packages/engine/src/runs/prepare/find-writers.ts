import { join } from "node:path";
import type { Address } from "@mlx/core";
import type { RunDeps } from "../run-deps.ts";

/** Applied experiments with an output channel into the folder of a dataset, by address. `path`: as the dataset has it. */
export async function findWriters(
  path: string,
  { store, absolute }: Pick<RunDeps, "store" | "absolute">,
): Promise<readonly Address<"experiment">[]> {
  const folderOf = (written: string) => join(absolute(written), ".");
  const outputs = new Map<string, readonly string[]>();
  for (const resource of await store.resources.list("instance"))
    if (resource.kind === "instance")
      for (const [task, spec] of Object.entries(resource.spec.tasks))
        outputs.set(keyOf(resource.address, task), Object.values(spec?.outputs ?? {}));
  const writers: Address<"experiment">[] = [];
  for (const resource of await store.resources.list("experiment")) {
    if (resource.kind !== "experiment") continue;
    const { target, task, outputs: own } = resource.spec;
    const inherited = "instance" in target ? (outputs.get(keyOf(target.instance, task)) ?? []) : [];
    const written = [...inherited, ...Object.values(own)];
    if (written.some((folder) => folderOf(folder) === folderOf(path))) writers.push(resource.address);
  }
  return writers.sort();
}

function keyOf(instance: Address<"instance">, task: string): string {
  return `${instance} ${task}`;
}
