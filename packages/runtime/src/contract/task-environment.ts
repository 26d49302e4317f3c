/** The environment variables of a task: SageMaker's, mlx's own, and the few that any program needs. */
import { delimiter, join } from "node:path";
import type { TaskSubmission } from "@mlx/core";
import type { TaskFolders } from "../job/job-folder.ts";
import { localHost } from "./contract-files.ts";
import type { Variables } from "./contract-variables.ts";
import { contractVariables, specifiedLimits } from "./contract-variables.ts";
import { cacheVariables, threadHints } from "./suggested-variables.ts";

export interface TaskPlace {
  readonly folders: TaskFolders;
  /** Home, caches and temporary files. */
  readonly scratch: string;
  /** `bin` of the Python environment; absent where there is none. */
  readonly bin?: string;
  /** RFC 3339. */
  readonly deadline: string;
  /** Of the machine; counts where the task has no limit of its own. */
  readonly cpus: number;
  /** Of mlx itself; only the path, the language and the time zone are taken from it. */
  readonly processEnv: Readonly<Record<string, string | undefined>>;
}

/**
 * The recipe's variables win over mlx's suggestions (thread counts, caches), and the contract's
 * (`SM_*`, `MLX_*`) win over the recipe's.
 */
export function taskEnvironment(submission: TaskSubmission, place: TaskPlace): Variables {
  const { env } = submission;
  const { scratch, bin, processEnv } = place;
  const limits = specifiedLimits(submission);
  const path = env.PATH ?? processEnv.PATH ?? "/usr/local/bin:/usr/bin:/bin";
  return {
    ...inherited(processEnv),
    HOME: join(scratch, "home"),
    ...cacheVariables({ temporary: scratch, cache: join(scratch, "cache") }),
    ...threadHints(limits.cpus),
    PYTHONUNBUFFERED: "1",
    AWS_REGION: "us-east-1",
    ...env,
    ...(bin === undefined
      ? { PATH: path }
      : { PATH: `${bin}${delimiter}${path}`, VIRTUAL_ENV: join(bin, "..") }),
    ...contractVariables(submission, { ...place, host: localHost, limits, gpus: 0 }),
  };
}

function inherited(processEnv: TaskPlace["processEnv"]): Variables {
  const names = Object.keys(processEnv).filter((name) => /^(?:LANG|LANGUAGE|LC_.*|TZ)$/.test(name));
  return Object.fromEntries(names.map((name) => [name, processEnv[name] ?? ""]));
}
