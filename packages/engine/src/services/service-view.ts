import type {
  Address,
  AnnouncedRun,
  EndpointRecord,
  ModelSelector,
  ModelVersion,
  RunRecord,
  ServiceSpec,
} from "@mlx/core";
import type { ListedSchedule } from "../schedules/list-schedules.ts";

/** A service as it stands: what it means now, what was done for it last, and what comes next. */
export interface ServiceView {
  readonly service: Address<"service">;
  readonly spec: ServiceSpec;
  /** How it came to be, as the Sensei API counts the cases of creating one; absent where it is none of them. */
  readonly creation?: ServiceCreation;
  readonly model: ServiceModel;
  readonly training?: ServiceTask;
  readonly scoring?: ServiceTask;
  /** Of a service with `serve`, as its daemon last wrote it. */
  readonly endpoint?: EndpointRecord;
  /** What is wrong with it, each as a sentence without its end; empty: nothing. */
  readonly troubles: readonly string[];
}

/**
 * `run`: the model of a run, scored by schedule · `scored`: trained once, its model serves all scorings of a
 * schedule · `scheduled`: both by schedule, each scoring takes what the selector means by then · `once`: one training and one
 * scoring.
 */
export type ServiceCreation = "run" | "scored" | "scheduled" | "once";

export interface ServiceModel {
  /** Of the model that is named after the instance. */
  readonly name: string;
  readonly selector: ModelSelector;
  /** The selector as the language has it, e.g. `best(RMSE, min)`. */
  readonly written: string;
  /** What the selector means now. */
  readonly version?: ModelVersion;
  /** Where it means none yet: what has to be there. */
  readonly waitsFor?: string;
}

/** The training or the scoring of a service. */
export interface ServiceTask {
  readonly experiment: Address<"experiment">;
  readonly schedule?: ListedSchedule;
  /** Its run that an apply announced, while it cannot be made. */
  readonly announced?: AnnouncedRun;
  readonly lastRun?: RunRecord;
  /** The newest that was DONE: what was trained last, or the newest batch. */
  readonly lastDone?: RunRecord;
}
