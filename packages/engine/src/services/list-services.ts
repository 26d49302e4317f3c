import {
  type Address,
  type AnnouncedRun,
  type AppliedResource,
  type EndpointRecord,
  isAddress,
  nameOf,
  type TaskName,
} from "@mlx/core";
import { formatSelector, resolveSelector } from "@mlx/models";
import { awaitedModel } from "@mlx/plan";
import { similarAddresses } from "../resources/similar-addresses.ts";
import { findDaemon } from "../runs/find-daemon.ts";
import type { RunDeps } from "../runs/run-deps.ts";
import { type ListedSchedule, listSchedules } from "../schedules/list-schedules.ts";
import { noSuchService } from "./errors.ts";
import { findTroubles } from "./find-troubles.ts";
import type { ServiceCreation, ServiceModel, ServiceTask, ServiceView } from "./service-view.ts";

type ListDeps = Pick<RunDeps, "store" | "clock" | "isAlive">;
type Service = AppliedResource<"service">;

/** All applied services by address, as they stand. */
export async function listServices(deps: ListDeps): Promise<readonly ServiceView[]> {
  const services = (await deps.store.resources.list("service")).filter((it) => it.kind === "service");
  if (services.length === 0) return [];
  const around = await readAround(deps);
  const views: ServiceView[] = [];
  for (const service of services.sort((a, b) => (a.address < b.address ? -1 : 1)))
    views.push(await viewOf(service, around, deps));
  return views;
}

/** One service by its address or its name. Failure: 3063. */
export async function showService(text: string, deps: ListDeps): Promise<ServiceView> {
  const { store } = deps;
  const services = (await store.resources.list("service")).filter((it) => it.kind === "service");
  const found = services.find(({ address }) => address === text || nameOf(address) === text);
  if (found === undefined) {
    const known = services.map(({ address }) => address).sort();
    const asked = isAddress(text) ? text : `service/${text}`;
    throw noSuchService(text, known, similarAddresses(asked, known));
  }
  return viewOf(found, await readAround(deps), deps);
}

interface Around {
  readonly schedules: ReadonlyMap<Address, ListedSchedule>;
  readonly announced: ReadonlyMap<Address, AnnouncedRun>;
  readonly endpoints: ReadonlyMap<Address, EndpointRecord>;
  readonly hasDaemon: boolean;
}

async function readAround(deps: ListDeps): Promise<Around> {
  const { store } = deps;
  const [schedules, announced] = [await listSchedules(deps), await store.announced.list()];
  const hasDaemon = (await findDaemon(deps)) !== undefined;
  // What a daemon that is gone has left says nothing of now.
  const endpoints = hasDaemon ? await store.endpoints.list() : [];
  return {
    hasDaemon,
    schedules: new Map(schedules.map((it) => [it.schedule.experiment, it])),
    announced: new Map(announced.map((it) => [it.experiment, it])),
    endpoints: new Map(endpoints.map((it) => [it.service, it])),
  };
}

async function viewOf({ address, spec }: Service, around: Around, deps: ListDeps): Promise<ServiceView> {
  const [training, scoring] = [
    await readTask(spec.training, "train", around, deps),
    await readTask(spec.scoring, "score", around, deps),
  ];
  const endpoint = around.endpoints.get(address);
  const view = {
    service: address,
    spec,
    ...creationOf(spec, training, scoring),
    model: await readModel(spec, deps),
    ...(training === undefined ? {} : { training }),
    ...(scoring === undefined ? {} : { scoring }),
    ...(endpoint === undefined ? {} : { endpoint }),
  };
  return { ...view, troubles: findTroubles(view, around) };
}

async function readModel(
  { instance, model: selector }: Service["spec"],
  { store }: ListDeps,
): Promise<ServiceModel> {
  const name = nameOf(instance);
  const version = await resolveSelector(store.models, name, selector);
  const meant = { name, selector, written: formatSelector(selector) };
  return version === undefined ? { ...meant, waitsFor: awaitedModel(name, selector) } : { ...meant, version };
}

async function readTask(
  experiment: Address<"experiment"> | undefined,
  task: TaskName,
  { schedules, announced }: Around,
  { store }: ListDeps,
): Promise<ServiceTask | undefined> {
  if (experiment === undefined) return undefined;
  const [lastRun] = await store.runs.list({ experiment, task }, { limit: 1 });
  const [lastDone] =
    lastRun === undefined || lastRun.run.status.state === "DONE"
      ? [lastRun]
      : await store.runs.list({ experiment, task, states: ["DONE"] }, { limit: 1 });
  const [schedule, waiting] = [schedules.get(experiment), announced.get(experiment)];
  return {
    experiment,
    ...(schedule === undefined ? {} : { schedule }),
    ...(waiting === undefined ? {} : { announced: waiting }),
    ...(lastRun === undefined ? {} : { lastRun }),
    ...(lastDone === undefined ? {} : { lastDone }),
  };
}

function creationOf(
  { model }: Service["spec"],
  training: ServiceTask | undefined,
  scoring: ServiceTask | undefined,
): { readonly creation?: ServiceCreation } {
  if (scoring === undefined) return {};
  const isScheduled = scoring.schedule !== undefined;
  if (training === undefined) return model.type === "run" && isScheduled ? { creation: "run" } : {};
  if (training.schedule !== undefined) return isScheduled ? { creation: "scheduled" } : {};
  return { creation: isScheduled ? "scored" : "once" };
}
