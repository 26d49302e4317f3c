/** An experiment as the API has it. */
import type { Project } from "@mlx/app";
import { type AppliedResource, digestOf, type ExperimentSpec, type JsonObject, nameOf } from "@mlx/core";
import type { View } from "../listing/list-views.ts";
import { commonProperties } from "../listing/properties.ts";
import { indexResources } from "../wire/index-resources.ts";
import { commonFields, itemView } from "../wire/item-view.ts";
import { rememberViews } from "../wire/remember-views.ts";
import { writeSchedule } from "../wire/schedules.ts";
import { writeTasks } from "../wire/tasks.ts";

export const experimentsPath = "/data/sensei/experiments";

export const experimentProperties = {
  ...commonProperties,
  mlInstanceId: "text",
  mlInstanceQuery: "text",
  createdByService: "boolean",
  workflowId: "text",
  template: "any",
} as const;

type Experiment = AppliedResource<"experiment">;

export async function viewExperiments(
  project: Project,
  experiments: readonly Experiment[],
): Promise<readonly View[]> {
  const { instances, services, datasets } = await indexResources(project);
  return experiments.map((experiment) => {
    const { target, service, inputs } = experiment.spec;
    const ofService = service === undefined ? undefined : services.get(service);
    return remembered(experiment, {
      mlInstanceId:
        "instance" in target
          ? (instances.get(target.instance)?.id ?? textOf(experiment.wire?.body.mlInstanceId))
          : undefined,
      serviceName:
        ofService === undefined
          ? undefined
          : (textOf(ofService.wire?.body.name) ?? nameOf(ofService.address)),
      ...Object.fromEntries(
        Object.values(inputs).map((dataset) => [dataset, datasets.get(dataset)?.id] as const),
      ),
    });
  });
}

export async function viewExperiment(project: Project, experiment: Experiment): Promise<View> {
  const [view] = await viewExperiments(project, [experiment]);
  return view ?? experimentView(experiment, { mlInstanceId: undefined, serviceName: undefined });
}

const remembered = rememberViews(experimentView);

interface Known {
  readonly mlInstanceId: string | undefined;
  /** Of the service that made it. */
  readonly serviceName: string | undefined;
  /** Ids of datasets by address. */
  readonly [dataset: string]: string | undefined;
}

function experimentView(experiment: Experiment, { mlInstanceId, serviceName, ...datasets }: Known): View {
  const { spec, address, id } = experiment;
  const isScheduled = spec.schedule !== undefined;
  return itemView(experiment, {
    path: `${experimentsPath}/${id}`,
    onlyInItem: ["template"],
    said: {
      name:
        serviceName === undefined
          ? nameOf(address)
          : `${serviceName} ${spec.task === "train" ? "training" : "scoring"}`,
      ...commonFields(experiment),
      ...("instance" in spec.target ? {} : { mlInstanceQuery: spec.target.instanceQuery }),
      ...(isScheduled ? { template: templateOf(spec, datasets) } : {}),
    },
    computed: {
      ...(mlInstanceId === undefined ? {} : { mlInstanceId }),
      createdByService: spec.service !== undefined,
      ...(isScheduled ? { workflowId: workflowIdOf(id) } : {}),
    },
  });
}

function templateOf(
  spec: ExperimentSpec,
  datasets: { readonly [dataset: string]: string | undefined },
): JsonObject {
  const { task, parameters, inputs, outputs, schedule, notification } = spec;
  return {
    tasks: writeTasks({ [task]: { parameters, inputs, outputs } }, (dataset) => datasets[dataset]),
    ...(schedule === undefined ? {} : { schedule: writeSchedule(schedule) }),
    ...(notification === undefined
      ? {}
      : {
          notification: {
            email: notification.email.join(","),
            emailOnRetry: notification.emailOnRetry,
            emailOnFailure: notification.emailOnFailure,
          },
        }),
  };
}

/** A schedule is the experiment's own, so its id follows from the experiment's; as a UUID of version 8. */
function workflowIdOf(experimentId: string): string {
  const hex = digestOf(`workflow ${experimentId}`).slice("sha256:".length);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
