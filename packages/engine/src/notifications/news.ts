import type {
  AliasMove,
  EndpointRecord,
  Evaluation,
  NotificationEvent,
  NotificationSpec,
  Run,
  RunEvent,
  Tick,
} from "@mlx/core";

/** Something that happened and may be told of, with what the message says of it. */
export type News = RunNews | TickNews | AliasNews | RefusalNews | ServiceNews;

export interface RunNews {
  readonly about: "run";
  readonly told: NotificationEvent;
  readonly event: RunEvent;
  /** As it is by now; the event says what became of it then. */
  readonly run: Run;
  /** Number of the attempt that it tells of; 0 where there was none yet. */
  readonly attempt: number;
  /** The model version that it made. */
  readonly model?: string;
  /** The end of what its program said, of a failure. */
  readonly lastLines: readonly string[];
}

export interface TickNews {
  readonly about: "tick";
  readonly told: NotificationEvent;
  readonly tick: Tick;
  /** Of the experiment as it is applied now. */
  readonly notification?: NotificationSpec;
  /** The tick before it came to the same: people are written to once. */
  readonly isRepeated: boolean;
}

/** An alias was given to a version, or was rolled back. */
export interface AliasNews {
  readonly about: "alias";
  readonly told: "model.promoted" | "model.rolled-back";
  readonly move: AliasMove;
}

/** A version did not pass the policy of its model. */
export interface RefusalNews {
  readonly about: "evaluation";
  readonly told: "model.refused";
  readonly evaluation: Evaluation;
}

/** A service does not serve as it should, or does again. */
export interface ServiceNews {
  readonly about: "service";
  readonly told: "service.failed" | "service.restored";
  readonly endpoint: EndpointRecord;
}
