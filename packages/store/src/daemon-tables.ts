/** The columns of the tables that a daemon works with. */
import type {
  Address,
  Delivery,
  DeliveryAttempt,
  JsonObject,
  NotificationEvent,
  Schedule,
  ScheduleSpec,
  SlotRequest,
  TickOutcome,
  WorkerRecord,
} from "@mlx/core";
import type { Generated } from "kysely";
import type { JsonText } from "./json-text.ts";

/** The PENDING and RETRY runs. */
export interface RunQueueTable {
  readonly run: number;
  readonly namespace: string;
  /** See `runs/queue-place.ts`. */
  readonly place: string;
  /** The negative priority: a queue is in the order of rank, ready_at, run. */
  readonly rank: number;
  readonly ready_at: string;
  /** By when it must have been claimed. */
  readonly deadline: string | null;
  readonly request: JsonText<SlotRequest>;
}

/** What parked runs keep their turn for, besides the name that they are parked at. */
export interface RunKeepsTable {
  readonly run: number;
  readonly name: string;
  readonly namespace: string;
}

/** What RUNNING runs hold: slots, and limits, of each 1. */
export interface RunSlotsTable {
  readonly run: number;
  readonly name: string;
  readonly namespace: string;
  /** Of its worker. */
  readonly host: string;
  readonly amount: number;
}

/** Names of which something was given back since the queue was looked at last. */
export interface SlotWakesTable {
  readonly namespace: string;
  readonly name: string;
}

/** What was offered to the queue when it was looked at last, and on which host. */
export interface QueueStatesTable {
  readonly namespace: string;
  readonly offered: string;
}

export interface SchedulesTable {
  readonly seq: Generated<number>;
  readonly namespace: string;
  readonly id: string;
  readonly experiment: Address<"experiment">;
  readonly spec: JsonText<ScheduleSpec>;
  readonly enabled: number;
  readonly anchor: string;
  readonly last_evaluated: string;
  readonly wake_at: string | null;
  readonly paused: JsonText<NonNullable<Schedule["paused"]>> | null;
}

export interface TicksTable {
  readonly seq: Generated<number>;
  readonly namespace: string;
  readonly schedule: string;
  readonly experiment: Address<"experiment">;
  readonly nominal: string;
  readonly range_until: string | null;
  readonly range_count: number | null;
  readonly outcome: TickOutcome;
  readonly message: string | null;
  readonly run: string | null;
  readonly evaluated_at: string;
}

export interface WorkersTable {
  readonly namespace: string;
  readonly id: string;
  readonly started_at: string;
  readonly record: JsonText<WorkerRecord>;
}

export interface DeliveriesTable {
  /** In the order of creation. */
  readonly seq: Generated<number>;
  readonly namespace: string;
  readonly id: string;
  readonly key: string;
  readonly event: NotificationEvent;
  readonly target: string;
  readonly subject: string;
  readonly payload: JsonText<JsonObject>;
  readonly state: Delivery["state"];
  readonly created_at: string;
  readonly next_attempt_at: string | null;
  readonly ended_at: string | null;
  readonly attempts: JsonText<readonly DeliveryAttempt[]>;
}

export interface DeliveryCursorsTable {
  readonly namespace: string;
  readonly run_event: number;
  readonly tick: number;
  readonly alias_move: number;
  readonly evaluation: number;
}
