import { spawnSync } from "node:child_process";
import { availableParallelism, cpus, platform, release, totalmem } from "node:os";

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly system: string;
  readonly node: string;
  /** The version of mlx's sources, by git; absent outside a work tree. */
  readonly commit?: string;
  readonly terraform?: string;
}

/** What the figures were measured on. */
export function describeMachine(): Machine {
  const commit = firstLineOf("git", ["describe", "--always", "--dirty", "--abbrev=12"]);
  const terraform = firstLineOf("terraform", ["version"]);
  return {
    processor: cpus()[0]?.model ?? "unknown",
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    system: `${platform()} ${release()}`,
    node: process.version,
    ...(commit === undefined ? {} : { commit }),
    ...(terraform === undefined ? {} : { terraform }),
  };
}

function firstLineOf(command: string, args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync(command, args, { cwd: import.meta.dirname, encoding: "utf8" });
  const line = stdout?.split("\n")[0];
  return status === 0 && line !== "" ? line : undefined;
}
