/** The JSON of an mlService, as a service of the language. */
import { declarationOf, type Project } from "@mlx/app";
import { type AppliedResource, isJsonObject, type Json, type JsonObject, stepsOf } from "@mlx/core";
import { unwrap } from "../../http/unwrap.ts";
import { invalidValue, unknownReference } from "../errors.ts";
import { requireDataset } from "../wire/find-datasets.ts";
import { findAt, isUuid, requireReference } from "../wire/find-resources.ts";
import { keptBody } from "../wire/item-view.ts";
import { readCommon, readFilledText, readName, readWholeNumber } from "../wire/read-fields.ts";
import { instantOf, overSchedule, readSchedule } from "../wire/schedules.ts";

type Service = AppliedResource<"service">;
type Instance = AppliedResource<"instance">;
type Experiment = AppliedResource<"experiment">;

export interface ReadService {
  readonly name: string;
  readonly value: JsonObject;
  readonly wire: JsonObject;
}

/** Fields of the language that an mlService has words for. */
export const serviceWords = ["instance", "training", "scoring"] as const;

/** `current`: the service that it replaces. Failures: 8541. */
export async function readService(
  project: Project,
  body: JsonObject,
  current?: Service,
): Promise<ReadService> {
  const name = readName(body);
  const run = await readRun(project, body);
  const experiment = await readTrainingExperiment(project, body);
  const instance = await readInstance(project, body, run, experiment);
  checkBelongs(instance, run, experiment);
  const before = current === undefined ? {} : unwrap(await declarationOf(project, current));
  const training = await readSection(project, body, "training", before.training);
  const scoring = await readSection(project, body, "scoring", before.scoring);
  const said = trainingOf({ run, experiment, training, current });
  return {
    name,
    value: {
      ...readCommon(body),
      instance: instance.address,
      ...(said === undefined ? {} : { training: said }),
      scoring: scoring.value,
    },
    wire: {
      ...keptBody(body, ["scoringExperimentId"]),
      mlInstanceId: instance.id,
      ...training.wire,
      ...scoring.wire,
    },
  };
}

interface TrainRun {
  readonly id: string;
  readonly instance: Instance["address"];
}

/** A run with a model: it is what scores. */
async function readRun(project: Project, body: JsonObject): Promise<TrainRun | undefined> {
  const field = "trainingExperimentRunId";
  const id = readFilledText(body, field)?.toLowerCase();
  if (id === undefined) return undefined;
  const { store } = await project.adapters();
  const record = isUuid(id) ? await store.runs.record(id) : undefined;
  const run = record?.run;
  if (run === undefined) throw unknownReference(field, "run", id);
  if (!stepsOf(run).some(({ task }) => task === "train"))
    throw invalidValue(field, `it is a ${run.task} run, and trains nothing`);
  if (record?.model === undefined && record?.tookOver === undefined)
    throw invalidValue(
      field,
      "the run has made no model",
      "Name a run that is DONE, or leave the field out: then one is trained.",
    );
  return { id, instance: run.instance };
}

async function readTrainingExperiment(project: Project, body: JsonObject): Promise<Experiment | undefined> {
  const id = readFilledText(body, "trainingExperimentId");
  return id === undefined ? undefined : requireReference(project, "experiment", id, "trainingExperimentId");
}

async function readInstance(
  project: Project,
  body: JsonObject,
  run: TrainRun | undefined,
  experiment: Experiment | undefined,
): Promise<Instance> {
  const id = readFilledText(body, "mlInstanceId");
  const target = experiment?.spec.target;
  const meant = run?.instance ?? (target !== undefined && "instance" in target ? target.instance : undefined);
  if (id !== undefined || meant === undefined)
    return requireReference(project, "instance", id, "mlInstanceId");
  const found = await findAt(project, meant);
  if (found === undefined)
    throw invalidValue("mlInstanceId", "it is missing, and that of the training was deleted");
  return found;
}

function checkBelongs(
  { address }: Instance,
  run: TrainRun | undefined,
  experiment: Experiment | undefined,
): void {
  const next = "A service scores with models of its own mlInstance.";
  if (run !== undefined && run.instance !== address)
    throw invalidValue(
      "trainingExperimentRunId",
      `it is a run of ${run.instance}, and the service is of ${address}`,
      next,
    );
  const target = experiment?.spec.target;
  if (target !== undefined && "instance" in target && target.instance !== address)
    throw invalidValue(
      "trainingExperimentId",
      `it is of ${target.instance}, and the service is of ${address}`,
      next,
    );
}

interface ReadSection {
  readonly value: JsonObject;
  readonly isScheduled: boolean;
  /** With numbers for texts that are. */
  readonly wire: JsonObject;
}

/** `before`: the section of the declaration as it is. What only files can say of it stays. */
async function readSection(
  project: Project,
  body: JsonObject,
  section: "training" | "scoring",
  before: Json | undefined,
): Promise<ReadSection> {
  const known = before !== undefined && isJsonObject(before) ? before : {};
  const dataSetField = `${section}DataSetId`;
  const text = readFilledText(body, dataSetField);
  const dataset = text === undefined ? undefined : await requireDataset(project, text, dataSetField);
  const timeframe = readWholeNumber(body[`${section}Timeframe`], `${section}Timeframe`);
  const schedule = readSchedule(body[`${section}Schedule`], `${section}Schedule`);
  const told = schedule === undefined ? undefined : withStart(schedule, known.schedule, `${section}Schedule`);
  const kept = Object.entries(known).filter(
    ([name]) => !["dataset", "timeframe", "schedule", "run", "experiment"].includes(name),
  );
  return {
    value: {
      ...Object.fromEntries(kept),
      ...(dataset === undefined ? {} : { dataset: dataset.address }),
      ...(timeframe === undefined || timeframe === 0 ? {} : { timeframe }),
      ...(told === undefined ? {} : { schedule: overSchedule(known.schedule, told) }),
    },
    isScheduled: told !== undefined,
    wire: timeframe === undefined ? {} : { [`${section}Timeframe`]: timeframe },
  };
}

/** The start of a schedule that there is stays as it is; left out it is meant to. */
function withStart(schedule: JsonObject, before: Json | undefined, field: string): JsonObject {
  if (before === undefined || !isJsonObject(before)) return schedule;
  const [old, wanted] = [before.startTime, schedule.startTime];
  if (wanted === undefined || wanted === old)
    return old === undefined ? schedule : { ...schedule, startTime: old };
  if (typeof old === "string" && instantOf(old) === instantOf(String(wanted)))
    return { ...schedule, startTime: old };
  throw invalidValue(
    `${field}.startTime`,
    `the start of a schedule cannot be changed${typeof old === "string" ? `; it is ${old}` : ", and it has none"}`,
    "Publish again: make a new mlService with this start, then delete this one.",
  );
}

/** Which training the service has: of its own, an experiment that there is, or a run that was. */
function trainingOf({
  run,
  experiment,
  training,
  current,
}: {
  readonly run: TrainRun | undefined;
  readonly experiment: Experiment | undefined;
  readonly training: ReadSection;
  readonly current: Service | undefined;
}): JsonObject | undefined {
  const isOwn = current !== undefined && experiment?.spec.service === current.address;
  if (training.isScheduled) {
    // A service that is sent back with a schedule more names the training that it had until now.
    if (experiment === undefined || isOwn || run !== undefined || current !== undefined)
      return training.value;
    throw invalidValue(
      "trainingSchedule",
      "the experiment that trainingExperimentId names has a schedule of its own, or none",
      "Leave out one of the two: without trainingExperimentId the service makes a scheduled training.",
    );
  }
  if (run !== undefined) return { run: run.id };
  if (experiment === undefined || isOwn) return training.value;
  // The run may be left out of what is sent back; the training is what it was.
  if (current?.spec.model.type === "run") return { run: current.spec.model.runId };
  return { experiment: experiment.address };
}
