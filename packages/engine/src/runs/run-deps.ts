import type {
  ArtifactStore,
  Clock,
  DatasetReader,
  EventSink,
  Executors,
  Ids,
  JobPlace,
  SecretResolver,
  Store,
  WorkerIdentity,
} from "@mlx/core";

import type { MachineOf } from "../resources/check-limits.ts";

/** All that working on runs needs of the world. */
export interface RunDeps {
  readonly store: Store;
  readonly executors: Executors;
  /** Those of another place than this worker's, where it can be looked at from here. */
  readonly executorsAt: (place: JobPlace) => Promise<Executors | undefined>;
  readonly artifacts: ArtifactStore;
  readonly datasets: DatasetReader;
  readonly secrets: SecretResolver;
  /** What a task can be given there; `undefined` where nobody can say. */
  readonly machine: MachineOf;
  readonly clock: Clock;
  readonly ids: Ids;
  /** This process. */
  readonly worker: WorkerIdentity;
  /** Whether the process of a worker still lives; `undefined` where that cannot be seen from here. */
  readonly isAlive: (worker: WorkerIdentity) => boolean | undefined;
  /** `user@host`. */
  readonly actor: string;
  /** A number from 0 to 1, for the jitter of retries. */
  readonly random: () => number;
  readonly emit: EventSink;
  /** Makes a path of the project absolute. */
  readonly absolute: (path: string) => string;
  readonly mlxVersion: string;
}

/** A lease is renewed three times before it runs out. */
export const leaseSeconds = 60;
export const heartbeatMilliseconds = 15_000;
