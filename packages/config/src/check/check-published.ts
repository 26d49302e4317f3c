/** Services and models against all else that is declared: what does not belong together. */
import {
  type Address,
  type DesiredResource,
  type InstanceSpec,
  isAddress,
  type Kind,
  nameOf,
  type TaskName,
} from "@mlx/core";
import { derivedName, serviceSections } from "../canonical/service.ts";
import { configCode } from "../findings/config-code.ts";
import type { Problems } from "../findings/problem.ts";
import { child, type Declarations, type Declared, placeIn } from "../resolve/declarations.ts";
import type { DesiredExperiment } from "./check-run-policies.ts";

export interface Published<K extends Kind> {
  readonly desired: DesiredResource<K>;
  readonly declared: Declared;
}

interface Surroundings {
  readonly services: readonly Published<"service">[];
  readonly models: readonly Published<"model">[];
  readonly experiments: readonly DesiredExperiment[];
  readonly instanceOf: (address: Address) => InstanceSpec | undefined;
  readonly declarations: Declarations;
  readonly problems: Problems;
}

export function checkPublished(surroundings: Surroundings): void {
  const { services, models, experiments, instanceOf, declarations, problems } = surroundings;
  const experimentOf = new Map(experiments.map(({ desired }) => [desired.address, desired.spec]));
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
  for (const { declared } of services) checkNames(declared, declarations, problems, told);
  for (const { desired, declared } of services) {
    const { instance, training } = desired.spec;
    const refuseHere = (path: readonly string[], on: "key" | "value", summary: string, detail?: string) =>
      refuse(declared, path, on, summary, detail);
    checkTasks(desired, declared, instanceOf(instance), refuseHere);
    const named = child(child(declared.value, "training"), "experiment") !== undefined;
    const trains = training === undefined || !named ? undefined : experimentOf.get(training);
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
  { resources }: Declarations,
  problems: Problems,
  told: Set<string>,
): void {
  for (const section of serviceSections) {
    const experiment = derivedName(name, section);
    const other = resources.get(`experiment/${experiment}`);
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

function checkPorts(services: readonly Published<"service">[], problems: Problems): void {
  const taken = new Map<number, Published<"service">>();
  for (const service of services) {
    const port = service.desired.spec.serve?.port;
    if (port === undefined) continue;
    const other = taken.get(port);
    if (other === undefined) {
      taken.set(port, service);
      continue;
    }
    const placeOf = ({ declared }: Published<"service">) => placeIn(declared.layers, ["serve", "port"]);
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
  instanceOf: Surroundings["instanceOf"],
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
