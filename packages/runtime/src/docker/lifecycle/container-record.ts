import type { ContainerSettings, TaskName } from "@mlx/core";
import type { JobFolder } from "../../job/job-folder.ts";
import { readDocument } from "../../job/job-record.ts";

/** `container.json`: written once, before the container is started; `engine` and `bootId` are brought up to date right before that. */
export type ContainerDocument =
  | ContainerRecord
  /** The job was stopped before it had a container that might be started. */
  | { readonly version: 1; readonly neverStarted: true };

export interface ContainerRecord {
  readonly version: 1;
  /** The engine's. */
  readonly id: string;
  /** The image's id. */
  readonly image: string;
  /** As the recipe has it, for people. */
  readonly imageName: string;
  /** Of the engine that has it. */
  readonly engineId: string;
  readonly engineAddress: string;
  /** `mark` of the engine at the time. */
  readonly engine: string;
  readonly bootId: string;
  readonly task: TaskName;
  readonly settings: ContainerSettings;
  readonly timeoutSeconds: number;
  readonly stopGraceSeconds: number;
  /** Absolute; gone after a restart of the machine. Absent: the job has no secrets. */
  readonly secretsFolder?: string;
  /** What the container writes belongs to somebody else than mlx. */
  readonly foreignFiles: boolean;
}

/** `undefined` where there is none. Fails: 4021. */
export function readContainerDocument({ container }: JobFolder): Promise<ContainerDocument | undefined> {
  return readDocument<ContainerDocument>(
    container,
    (it) => typeof it.id === "string" || it.neverStarted === true,
  );
}
