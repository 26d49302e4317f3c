import {
  type Address,
  type AppliedResource,
  isAddress,
  type Kind,
  kinds,
  nameOf,
  type TaskName,
} from "@mlx/core";
import { similarAddresses } from "../../resources/similar-addresses.ts";
import { serviceExperiment } from "../../services/service-experiment.ts";
import { noInstanceMatches, notApplied, notRunnable } from "../errors.ts";
import { loadResources } from "./load-resources.ts";
import { matchInstances, parseInstanceQuery } from "./match-instance-query.ts";
import type { CreateDeps, RunRequest } from "./run-request.ts";

/** What a request means, and all resources that take part. */
export interface RunTarget {
  readonly resources: ReadonlyMap<Address, AppliedResource>;
  /** Absent for a run of the instance itself. */
  readonly experiment: AppliedResource<"experiment"> | undefined;
  readonly instance: AppliedResource<"instance">;
  readonly task: TaskName;
}

/** Whether the task is the one that the experiment is about; another is run as its instance has it. */
export function isOwnTask({ experiment, task }: Pick<RunTarget, "experiment" | "task">): boolean {
  return experiment !== undefined && experiment.spec.task === task;
}

/** Failures: 3010, 3011, 3015, and 3060 to 3062 of services. */
export async function findRunTarget(request: RunRequest, deps: CreateDeps): Promise<RunTarget> {
  const found = await findDeclaredTarget(request, deps);
  const inputs = Object.values(request.inputs ?? {});
  if (inputs.length === 0) return found;
  const datasets = await Promise.all(inputs.map((dataset) => loadResources(deps.store, dataset)));
  return { ...found, resources: new Map([...found.resources, ...datasets.flatMap((each) => [...each])]) };
}

async function findDeclaredTarget({ target, task }: RunRequest, deps: CreateDeps): Promise<RunTarget> {
  const named = await toAddress(target, deps);
  const service = isAddress(named, "service") ? await deps.store.resources.get(named) : undefined;
  const address = service?.kind === "service" ? serviceExperiment(service, task) : named;
  const resources = await loadResources(deps.store, address);
  const root = resources.get(address);
  if (root?.kind === "instance") {
    if (task === undefined)
      throw notRunnable(target, "An instance has several tasks, so the task has to be named.", [
        ...Object.keys(root.spec.tasks).map((name) => `\`mlx run ${address} --task ${name}\``),
      ]);
    return { resources, experiment: undefined, instance: root, task };
  }
  if (root?.kind !== "experiment")
    throw notRunnable(target, "Experiments, instances and services can be run.", ["`mlx status` shows them"]);
  if ("instance" in root.spec.target) {
    const instance = resources.get(root.spec.target.instance);
    if (instance?.kind !== "instance")
      throw notRunnable(target, "It refers to no instance.", ["`mlx validate`"]);
    return { resources, experiment: root, instance, task: task ?? root.spec.task };
  }
  const instance = await queryInstance(root, root.spec.target.instanceQuery, deps);
  const found = await loadResources(deps.store, instance.address);
  return {
    resources: new Map([...resources, ...found]),
    experiment: root,
    instance,
    task: task ?? root.spec.task,
  };
}

/** A bare name is accepted where only one experiment or instance has it. */
async function toAddress(text: string, { store }: CreateDeps): Promise<Address> {
  // Reading all heads takes milliseconds in a large project, and a scheduler comes here a thousand times a minute.
  if (isAddress(text) && (await store.resources.get(text)) !== undefined) return text;
  const { heads } = await store.resources.heads();
  if (isAddress(text)) {
    const kind = text.slice(0, text.indexOf("/"));
    const same = heads.filter((head) => head.kind === kind).map(({ address }) => address);
    throw notApplied(text, similarAddresses(text, same));
  }
  const named = heads.filter(({ address, kind }) => isRunnable(kind) && nameOf(address) === text);
  const [only] = named;
  if (only !== undefined && named.length === 1) return only.address;
  const runnable = heads.filter(({ kind }) => isRunnable(kind));
  const similar = similarAddresses(
    text,
    runnable.map(({ address }) => address),
  );
  const experiments = runnable.filter(({ kind }) => kind === "experiment").map(({ address }) => address);
  throw notRunnable(
    text,
    named.length > 1
      ? `It is the name of ${named.map(({ address }) => address).join(" and of ")}.`
      : `It is not an address (${kinds.map((kind) => `${kind}/…`).join(", ")}), nor the name of an applied experiment, instance or service.`,
    (named.length > 1
      ? named.map(({ address }) => address)
      : similar.length > 0
        ? similar
        : experiments.slice(0, 5)
    ).map((address) => `\`mlx run ${address.includes("[") ? `'${address}'` : address}\``),
  );
}

function isRunnable(kind: Kind): boolean {
  return kind === "experiment" || kind === "instance" || kind === "service";
}

async function queryInstance(
  { address }: AppliedResource<"experiment">,
  query: string,
  { store }: CreateDeps,
): Promise<AppliedResource<"instance">> {
  const conditions = parseInstanceQuery(query);
  if (typeof conditions === "string") throw noInstanceMatches(address, query, `${conditions}.`);
  const instances = (await store.resources.list("instance")).filter((it) => it.kind === "instance");
  const [newest] = matchInstances(instances, conditions);
  if (newest === undefined)
    throw noInstanceMatches(address, query, `${instances.length} instances were looked at.`);
  return newest;
}
