/** A service as the API has it: an mlService. */
import type { Project } from "@mlx/app";
import {
  type Address,
  type AppliedResource,
  datasetId,
  type ExperimentSpec,
  type JsonObject,
  nameOf,
} from "@mlx/core";
import type { View } from "../listing/list-views.ts";
import { commonProperties } from "../listing/properties.ts";
import { indexResources } from "../wire/index-resources.ts";
import { commonFields, itemView } from "../wire/item-view.ts";
import { writeSchedule } from "../wire/schedules.ts";

export const servicesPath = "/data/sensei/mlServices";

const schedule = { cron: "text", startTime: "text", endTime: "text" } as const;

export const serviceProperties = {
  ...commonProperties,
  mlInstanceId: "text",
  trainingExperimentId: "text",
  trainingExperimentRunId: "text",
  trainingDataSetId: "text",
  trainingTimeframe: "number",
  trainingSchedule: schedule,
  scoringExperimentId: "text",
  scoringDataSetId: "text",
  scoringTimeframe: "number",
  scoringSchedule: schedule,
} as const;

type Service = AppliedResource<"service">;
type Experiment = AppliedResource<"experiment">;

export async function viewServices(project: Project, services: readonly Service[]): Promise<readonly View[]> {
  const { instances, experiments, datasets } = await indexResources(project);
  const { store } = await project.adapters();
  const experimentAt = (address: Address<"experiment"> | undefined) =>
    address === undefined ? undefined : experiments.get(address);
  return Promise.all(
    services.map(async (service): Promise<View> => {
      const { instance, model, training, scoring } = service.spec;
      const trainedBy =
        training ?? (model.type === "run" ? (await store.runs.get(model.runId))?.experiment : undefined);
      return serviceView(service, {
        mlInstanceId: instances.get(instance)?.id ?? textOf(service.wire?.body.mlInstanceId),
        training: experimentAt(trainedBy),
        scoring: experimentAt(scoring),
        namesOf: (dataset) => {
          const found = datasets.get(dataset);
          return found === undefined ? [] : [datasetId(found), found.id, nameOf(dataset), dataset];
        },
      });
    }),
  );
}

export async function viewService(project: Project, service: Service): Promise<View> {
  const [view] = await viewServices(project, [service]);
  return (
    view ??
    serviceView(service, {
      mlInstanceId: undefined,
      training: undefined,
      scoring: undefined,
      namesOf: () => [],
    })
  );
}

interface Known {
  readonly mlInstanceId: string | undefined;
  readonly training: Experiment | undefined;
  readonly scoring: Experiment | undefined;
  /** By what a client may name a dataset; its id of the API is first. */
  readonly namesOf: (dataset: Address<"dataset">) => readonly string[];
}

/** What its experiments say is read from them: a file may have changed them, and not the service. */
function serviceView(service: Service, { mlInstanceId, training, scoring, namesOf }: Known): View {
  const { spec, address, id } = service;
  const own = (experiment: Experiment | undefined) =>
    experiment?.spec.service === address ? experiment.spec : undefined;
  const said = service.wire?.body ?? {};
  return itemView(
    {
      ...service,
      ...(service.wire === undefined
        ? {}
        : { wire: { ...service.wire, body: without(said, sectionFields) } }),
    },
    {
      path: `${servicesPath}/${id}`,
      onlyInItem: [],
      said: { name: nameOf(address), ...commonFields(service) },
      computed: {
        ...(mlInstanceId === undefined ? {} : { mlInstanceId }),
        ...(training === undefined ? {} : { trainingExperimentId: training.id }),
        ...(spec.model.type === "run" ? { trainingExperimentRunId: spec.model.runId } : {}),
        ...writeSection("training", "train", own(training), namesOf, said),
        ...(scoring === undefined ? {} : { scoringExperimentId: scoring.id }),
        ...writeSection("scoring", "score", own(scoring), namesOf, said),
      },
    },
  );
}

const sectionFields = [
  "trainingExperimentId",
  "trainingExperimentRunId",
  "trainingDataSetId",
  "trainingTimeframe",
  "trainingSchedule",
  "scoringExperimentId",
  "scoringDataSetId",
  "scoringTimeframe",
  "scoringSchedule",
] as const;

/** Without an experiment of its own (a run that was), what the client said of the section is all there is. */
function writeSection(
  section: "training" | "scoring",
  channel: string,
  spec: ExperimentSpec | undefined,
  namesOf: Known["namesOf"],
  said: JsonObject,
): JsonObject {
  const dataSetName = `${section}DataSetId`;
  const timeframeName = `${section}Timeframe`;
  const scheduleName = `${section}Schedule`;
  if (spec === undefined)
    return Object.fromEntries(
      [dataSetName, timeframeName].flatMap((name) => (said[name] === undefined ? [] : [[name, said[name]]])),
    );
  const dataset = spec.inputs[channel];
  const names = dataset === undefined ? [] : namesOf(dataset);
  const id = names.find((name) => name === said[dataSetName]) ?? names[0];
  // All rows are no timeframe in the language.
  const timeframe = spec.timeframe?.minutes ?? (said[timeframeName] === 0 ? 0 : undefined);
  return {
    ...(id === undefined ? {} : { [dataSetName]: id }),
    ...(timeframe === undefined ? {} : { [timeframeName]: timeframe }),
    ...(spec.schedule === undefined ? {} : { [scheduleName]: writeSchedule(spec.schedule) }),
  };
}

function without(body: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)));
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
