/** A service in canonical form, and the two experiments that it makes. */
import {
  type Address,
  type DesiredResource,
  type ExperimentSpec,
  formatAddress,
  InternalError,
  type ModelSelector,
  type ServeSpec,
  type ServiceSpec,
} from "@mlx/core";
import { secondsOr } from "../duration.ts";
import type { Service, Serve as WrittenServe } from "../generated/language.ts";
import { type CanonicalContext, canonicalCommon, canonicalEnvironment } from "./common.ts";
import { canonicalExperiment } from "./experiment.ts";
import { canonicalSpecification, mebibyte } from "./instance.ts";
import { parseModelSelector } from "./model-selector.ts";

export const serviceSections = ["training", "scoring"] as const;
export type ServiceSection = (typeof serviceSections)[number];

export function canonicalService(written: Service, context: CanonicalContext): ServiceSpec {
  const { training, scoring } = experimentsOf(written, context);
  return {
    ...canonicalCommon(written, context),
    instance: context.references.resolve(written.instance, "instance", context.resource),
    model: selectorOf(written, training),
    ...(training === undefined ? {} : { training }),
    ...(scoring === undefined ? {} : { scoring }),
    ...(written.serve === undefined ? {} : { serve: canonicalServe(written.serve, context) }),
  };
}

/** An experiment that a service makes, and the section of the service that says how. */
export interface DerivedExperiment {
  readonly section: ServiceSection;
  readonly desired: DesiredResource<"experiment">;
}

/** The experiments that the service makes, as if they were declared where it is. */
export function deriveExperiments(
  written: Service,
  service: DesiredResource<"service">,
  context: CanonicalContext,
): readonly DerivedExperiment[] {
  return serviceSections
    .filter((section) => isDerived(written, section))
    .map((section) => {
      const address = derivedAddress(context, section);
      const spec = derivedSpec(written, section, service, context);
      const references = new Set<Address>([
        service.spec.instance,
        ...Object.values(spec.inputs),
        ...spec.dependsOn,
        ...(spec.model?.type === "latest" && spec.model.experiment ? [spec.model.experiment] : []),
      ]);
      return {
        section,
        desired: { address, kind: "experiment", spec, references: [...references].sort(), at: service.at },
      };
    });
}

function derivedSpec(
  written: Service,
  section: ServiceSection,
  { address, spec: { model } }: DesiredResource<"service">,
  context: CanonicalContext,
): ExperimentSpec {
  const { instance, tags, enabled, lifecycle = {}, dependsOn } = written;
  const { dataset, inputs, ...settings } = sectionOf(written, section);
  const task = section === "training" ? "train" : "score";
  const spec = canonicalExperiment(
    {
      ...settings,
      instance,
      task,
      inputs: { ...inputs, ...(dataset === undefined ? {} : { [task]: dataset }) },
      ...(tags === undefined ? {} : { tags }),
      ...(enabled === undefined ? {} : { enabled }),
      ...(dependsOn === undefined ? {} : { dependsOn }),
      lifecycle: { ...lifecycle, ignore: (lifecycle.ignore ?? []).flatMap(ignoredIn(section, task)) },
    },
    context,
  );
  return { ...spec, service: address, ...(section === "scoring" ? { model } : {}) };
}

/** What is not planned of a section is not planned of its experiment. */
function ignoredIn(section: ServiceSection, task: string): (path: string) => readonly string[] {
  return (path) => {
    if (!path.startsWith(`${section}.`)) return [];
    const field = path.slice(section.length + 1);
    return [field === "dataset" ? `inputs.${task}` : field];
  };
}

/** Without the fields that name what is there already. */
function sectionOf(
  written: Service,
  section: ServiceSection,
): Omit<NonNullable<Service["training"]>, "run" | "experiment"> {
  const {
    run: _run,
    experiment: _experiment,
    ...settings
  }: NonNullable<Service["training"]> = written[section] ?? {};
  return settings;
}

function isDerived(written: Service, section: ServiceSection): boolean {
  if (section === "scoring") return written.scoring !== undefined || written.serve === undefined;
  const { training, model } = written;
  if (training === undefined) return isLatest(model);
  return training?.run === undefined && training?.experiment === undefined;
}

function isLatest(model: string | undefined): boolean {
  const parsed = parseModelSelector(model ?? "latest");
  return "selector" in parsed && parsed.selector.type === "latest";
}

function experimentsOf(
  written: Service,
  context: CanonicalContext,
): { readonly [section in ServiceSection]?: Address<"experiment"> } {
  const named = written.training?.experiment;
  const training =
    named !== undefined
      ? context.references.resolve(named, "experiment", context.resource)
      : isDerived(written, "training")
        ? derivedAddress(context, "training")
        : undefined;
  return {
    ...(training === undefined ? {} : { training }),
    ...(isDerived(written, "scoring") ? { scoring: derivedAddress(context, "scoring") } : {}),
  };
}

function selectorOf(
  { training, model }: Service,
  trainedBy: Address<"experiment"> | undefined,
): ModelSelector {
  if (training?.run !== undefined) return { type: "run", runId: training.run.toLowerCase() };
  const parsed = parseModelSelector(model ?? "latest");
  if (!("selector" in parsed)) throw new InternalError(`the selector ${model} was not checked`);
  const { selector } = parsed;
  if (selector.type !== "latest" || trainedBy === undefined) return selector;
  return { type: "latest", experiment: trainedBy };
}

function derivedAddress({ resource }: CanonicalContext, section: ServiceSection): Address<"experiment"> {
  const { declared, each } = resource;
  const name = derivedName(declared.name, section);
  return formatAddress({ kind: "experiment", name, ...(each === undefined ? {} : { key: each.key }) });
}

export function derivedName(service: string, section: ServiceSection): string {
  return `${service}-${section}`;
}

function canonicalServe(written: WrittenServe, context: CanonicalContext): ServeSpec {
  const {
    replicas = 1,
    port,
    concurrency = 16,
    queueLimit = 1000,
    maxBodyInMB = 6,
    env,
    specification,
  } = written ?? {};
  return {
    replicas,
    ...(port === undefined ? {} : { port }),
    concurrency,
    queueLimit,
    maxBodyBytes: Math.round(maxBodyInMB * mebibyte),
    requestTimeoutSeconds: secondsOr(written?.timeout, 60),
    startTimeoutSeconds: secondsOr(written?.startTimeout, 240),
    drainSeconds: secondsOr(written?.drain, 30),
    stopGraceSeconds: secondsOr(written?.stopGrace, 30),
    env: canonicalEnvironment(env, context),
    ...(specification === undefined ? {} : { specification: canonicalSpecification(specification) }),
  };
}
