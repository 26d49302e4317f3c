/** Services and models against all else that is declared: what does not belong together. */
import {
  type Address,
  type DesiredResource,
  type ExperimentSpec,
  type InstanceSpec,
  isAddress,
  type Kind,
  nameOf,
  type TaskName,
} from "@mlx/core";
import { derivedName, serviceSections } from "../canonical/service.ts";
import { configCode } from "../findings/config-code.ts";
import type { Problems } from "../findings/problem.ts";
import { child, type Declared, placeIn } from "../resolve/declarations.ts";

export interface DesiredWithPlace<K extends Kind> {
  readonly desired: DesiredResource<K>;
  readonly declared: Declared;
}

export interface Published {
  readonly services: readonly DesiredWithPlace<"service">[];
  readonly models: readonly DesiredWithPlace<"model">[];
  readonly experimentOf: (address: Address<"experiment">) => ExperimentSpec | undefined;
  readonly instanceOf: (address: Address<"instance">) => InstanceSpec | undefined;
  /** The experiment of that name that is declared by itself, and not made by the service. */
  readonly declaredExperiment: (name: string, service: string) => Declared | undefined;
  readonly problems: Problems;
}

export function checkPublished(published: Published): void {
  const { services, models, experimentOf, instanceOf, declaredExperiment, problems } = published;
  const told = new Set<string>();
  const refuse = (
    { kind, name, layers }: Declared,
    path: readonly string[],
    on: "key" | "value",
    summary: string,
    detail?: string,
  ) => {
    const id = `${kind}/${name} ${path.join("\n")} ${summary}`;
    if (!told.has(id))
      problems.error(configCode.serviceMismatch, placeIn(layers, path, on), summary, { detail });
    told.add(id);
  };
  for (const { declared } of services) checkNames(declared, declaredExperiment, problems, told);
  for (const { desired, declared } of services) {
    const { instance, training } = desired.spec;
    const refuseHere = (path: readonly string[], on: "key" | "value", summary: string, detail?: string) =>
      refuse(declared, path, on, summary, detail);
    checkTasks(desired, declared, instanceOf(instance), refuseHere);
    const named = child(child(declared.value, "training"), "experiment") !== undefined;
    const trains = training === undefined || !named ? undefined : experimentOf(training);
    if (trains === undefined) continue;
    const path = ["training", "experiment"];
    if ("instance" in trains.target && trains.target.instance !== instance)
      refuseHere(
        path,
        "value",
        `\`${training}\` trains \`${trains.target.instance}\`, and the service is of \`${instance}\`.`,
        "A service scores with models of its own instance.",
      );
    const tasks: readonly TaskName[] = trains.chain?.map(({ task }) => task) ?? [trains.task];
    if (!tasks.includes("train"))
      refuseHere(path, "value", `\`${training}\` does not train: its task is ${trains.task}.`);
  }
  checkPorts(services, problems);
  for (const { desired, declared } of models) checkEvaluations(desired, declared, instanceOf, refuse);
}

type Refuse = (path: readonly string[], on: "key" | "value", summary: string, detail?: string) => void;

/** The service's experiments have names of their own. */
function checkNames(
  { name, layers }: Declared,
  declaredExperiment: Published["declaredExperiment"],
  problems: Problems,
  told: Set<string>,
): void {
  for (const section of serviceSections) {
    const experiment = derivedName(name, section);
    const other = declaredExperiment(experiment, name);
    if (other === undefined || told.has(experiment)) continue;
    told.add(experiment);
    problems.error(
      configCode.sameName,
      placeIn(other.layers, [], "key"),
      `The experiment \`${experiment}\` is declared twice: the service \`${name}\` makes one of that name.`,
      {
        detail: `Rename one of the two; or, if it is to train for the service, rename it and write \`training: { experiment: NAME }\`.`,
        notes: [{ message: `\`service/${name}\` is declared here.`, place: placeIn(layers, [], "key") }],
      },
    );
  }
}

function checkTasks(
  { spec: { instance, training, scoring } }: DesiredResource<"service">,
  declared: Declared,
  found: InstanceSpec | undefined,
  refuse: Refuse,
): void {
  if (found === undefined) return;
  const named = child(child(declared.value, "training"), "experiment") !== undefined;
  const needs: readonly (readonly [string, TaskName, boolean])[] = [
    ["training", "train", training !== undefined && !named],
    ["scoring", "score", scoring !== undefined],
  ];
  for (const [section, task, needed] of needs) {
    if (!needed || found.tasks[task] !== undefined) continue;
    const written = child(declared.value, section) !== undefined;
    refuse(
      written ? [section] : ["instance"],
      written ? "key" : "value",
      `\`${instance}\` does not declare the task \`${task}\`, and ${task === "train" ? "the service trains" : written ? "the service scores" : "a service without `serve` scores"}.`,
      `Add \`${task}: {}\` to the instance's \`tasks\`, or ${task === "train" ? "say with `model` which version is meant" : written ? "leave out `scoring`" : "`serve: {}` to the service, which then only answers requests"}.`,
    );
  }
}

function checkPorts(services: readonly DesiredWithPlace<"service">[], problems: Problems): void {
  const taken = new Map<number, DesiredWithPlace<"service">>();
  for (const service of services) {
    const port = service.desired.spec.serve?.port;
    if (port === undefined) continue;
    const other = taken.get(port);
    if (other === undefined) {
      taken.set(port, service);
      continue;
    }
    const placeOf = ({ declared }: DesiredWithPlace<"service">) =>
      placeIn(declared.layers, ["serve", "port"]);
    problems.error(
      configCode.samePort,
      placeOf(service),
      `\`${service.desired.address}\` wants port ${port}, and so does \`${other.desired.address}\`.`,
      {
        detail: "Give each its own port; without one it answers under the address of `mlx up`.",
        notes: [{ message: `\`${other.desired.address}\` has it.`, place: placeOf(other) }],
      },
    );
  }
}

/** `on` means that versions are evaluated on a dataset; an instance that is declared has to be able to. */
function checkEvaluations(
  { address, spec: { promotion } }: DesiredResource<"model">,
  declared: Declared,
  instanceOf: Published["instanceOf"],
  refuse: (declared: Declared, ...rest: Parameters<Refuse>) => void,
): void {
  const instance = `instance/${nameOf(address)}`;
  if (promotion === undefined || !isAddress(instance, "instance")) return;
  const found = instanceOf(instance);
  for (const [index, gate] of promotion.gates.entries()) {
    if (gate.type !== "beats" || gate.on === undefined) continue;
    if (found?.tasks.evaluate !== undefined) continue;
    const path = ["promotion", "gates", String(index), "on"];
    refuse(
      declared,
      path,
      "key",
      found === undefined
        ? `There is no \`${instance}\` that could evaluate versions on \`${gate.on}\`.`
        : `\`${instance}\` does not declare the task \`evaluate\`, and both versions are to be evaluated on \`${gate.on}\`.`,
      found === undefined
        ? "Leave out `on`, or declare the instance with a task `evaluate`."
        : "Add `evaluate: {}` to the instance's `tasks`, or leave out `on`.",
    );
  }
}
