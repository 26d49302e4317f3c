import type { AppliedResource, ModelVersion, Run, RunRecord } from "@mlx/core";
import { formatSelector } from "../resolve-selector.ts";
import type { ServiceNow } from "./services-now.ts";

type Detail = { readonly [name: string]: string };

export function describeDataset(dataset: AppliedResource<"dataset"> | undefined): Detail {
  if (dataset === undefined) return { declared: "no longer" };
  const { path, format } = dataset.spec;
  const { fingerprint } = dataset.observed;
  return { path, format, ...(fingerprint === undefined ? {} : { fingerprint }) };
}

export function describeRun(run: Run | undefined): Detail {
  if (run === undefined) return { known: "no longer" };
  const { task, chain, instance, experiment, status, actor, createdAt } = run;
  return {
    task: chain === undefined ? task : chain.map((step) => step.task).join(" → "),
    instance,
    ...(experiment === undefined ? {} : { experiment }),
    state: status.state,
    by: actor,
    created: createdAt,
  };
}

export function describeModel(version: ModelVersion | undefined): Detail {
  if (version === undefined) return { known: "no longer" };
  const { status, origin, artifact, createdAt, metrics } = version;
  const external =
    origin.type === "run"
      ? {}
      : {
          trained: "elsewhere",
          by: origin.actor,
          ...(origin.source === undefined ? {} : { source: origin.source }),
        };
  return {
    status,
    ...external,
    created: createdAt,
    artifact: artifact.digest,
    ...Object.fromEntries(Object.entries(metrics).map(([name, value]) => [name, String(value)])),
  };
}

export function describeOutput(record: RunRecord | undefined, channel: string): Detail {
  const output = record?.outputs.find((candidate) => candidate.channel === channel);
  if (output === undefined) return { kept: "no longer" };
  const { path, artifact } = output;
  return { path, artifact: artifact.digest, files: String(artifact.files), bytes: String(artifact.size) };
}

export function describeService(now: ServiceNow | undefined): Detail {
  if (now === undefined) return { declared: "no longer" };
  const { instance, model } = now.service.spec;
  return {
    instance,
    model: formatSelector(model),
    ...(now.version === undefined ? { waits: "for a model" } : {}),
  };
}
