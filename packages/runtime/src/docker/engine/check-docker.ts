import { MlxError } from "@mlx/core";
import type { Engine } from "./connect-engine.ts";

export interface DockerCheck {
  readonly name: "Docker";
  readonly outcome: "ok" | "problem";
  readonly detail: string;
  readonly remedy?: string;
}

/** Whether there is a Docker engine that may be used. Starts nothing. */
export async function checkDocker(engine: Engine): Promise<readonly DockerCheck[]> {
  try {
    const { version, apiVersion, cpus, memoryInMB, rootless, operatingSystem } = await engine.info();
    const memory = `${Math.round(memoryInMB / 1024).toString()} GB`;
    const kind = rootless ? "Rootless engine" : "Engine";
    const detail = `${kind} ${version} (API ${apiVersion}) with ${cpus.toString()} CPUs and ${memory}, ${operatingSystem}`;
    return [{ name: "Docker", outcome: "ok", detail }];
  } catch (error) {
    if (!(error instanceof MlxError)) throw error;
    const { detail, summary } = error;
    const [remedy] = error.next;
    return [
      {
        name: "Docker",
        outcome: "problem",
        detail: detail === undefined ? summary : `${summary}. ${detail}`,
        ...(remedy === undefined ? {} : { remedy }),
      },
    ];
  }
}
