import { timestamp } from "@mlx/core";
import type Docker from "dockerode";
import type { Engine } from "../engine/connect-engine.ts";
import { statusOf } from "../engine/engine-error.ts";
import { isStartRefused } from "./start-failure.ts";

/** A container as the engine sees it. */
export interface ContainerState {
  readonly id: string;
  readonly phase: "created" | "running" | "exited";
  readonly labels: Readonly<Record<string, string>>;
  readonly exitCode: number;
  readonly oomKilled: boolean;
  /** Of a start that failed; empty where there was none. */
  readonly error: string;
  /** RFC 3339 by the engine's clock; absent where it was never started. */
  readonly startedAt?: string;
  readonly endedAt?: string;
}

/** `undefined` where there is no such container. Fails: 4030, 4031. */
export async function inspectContainer(engine: Engine, name: string): Promise<ContainerState | undefined> {
  try {
    return readState(await engine.call((docker) => docker.getContainer(name).inspect()));
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}

/** A start that was refused leaves the container as `created`, with the exit code of a shell. */
export function failedToStart({ phase, exitCode, error }: ContainerState): boolean {
  return phase === "created" && isStartRefused({ exitCode, message: error });
}

function readState({ Id, Config, State }: Docker.ContainerInspectInfo): ContainerState {
  const startedAt = readTime(State.StartedAt);
  const endedAt = readTime(State.FinishedAt);
  return {
    id: Id,
    phase: readPhase(State.Status),
    labels: Config.Labels ?? {},
    exitCode: State.ExitCode,
    oomKilled: State.OOMKilled,
    error: State.Error,
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(endedAt === undefined ? {} : { endedAt }),
  };
}

function readPhase(status: string): ContainerState["phase"] {
  if (status === "created") return "created";
  return status === "exited" || status === "dead" || status === "removing" ? "exited" : "running";
}

/** The engine writes year 1 for never. */
function readTime(text: string): string | undefined {
  const at = Date.parse(text);
  return at > 0 ? timestamp(at) : undefined;
}
