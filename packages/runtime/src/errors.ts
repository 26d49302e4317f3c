import { dirname } from "node:path";
import { MlxError } from "@mlx/core";

export function noPython(looked: string, why: string): MlxError {
  return new MlxError({
    code: "MLX4001",
    category: "run-failed",
    summary: "there is no Python to run the task with",
    detail: `Looked for ${looked}: ${why}`,
    next: [
      "`apt install python3 python3-venv` on Debian and Ubuntu, `brew install python` on macOS",
      "`MLX_PYTHON=/path/to/python3` names the interpreter where it is not on the PATH",
    ],
  });
}

export function noVenv(python: string, output: string): MlxError {
  return new MlxError({
    code: "MLX4002",
    category: "run-failed",
    summary: `${python} cannot make virtual environments`,
    detail: output,
    next: [
      "`apt install python3-venv` on Debian and Ubuntu",
      "`curl -LsSf https://astral.sh/uv/install.sh | sh` installs uv, which mlx uses instead when it is there",
      "`MLX_PYTHON=/path/to/python3` names another interpreter",
    ],
  });
}

export function requirementsNotInstalled(summary: string, output: string, next: readonly string[]): MlxError {
  return new MlxError({ code: "MLX4003", category: "run-failed", summary, detail: output, next });
}

export function certificateRefused(output: string): MlxError {
  return new MlxError({
    code: "MLX4004",
    category: "run-failed",
    summary: "the certificate of the package index was refused",
    detail: `A proxy that re-signs connections, or a private index, needs its certificate authority to be known.\n${output}`,
    next: [
      "`export SSL_CERT_FILE=/path/to/ca-bundle.pem PIP_CERT=/path/to/ca-bundle.pem` names the authority for uv and pip",
    ],
  });
}

export function indexUnreachable(output: string): MlxError {
  return new MlxError({
    code: "MLX4004",
    category: "run-failed",
    summary: "the package index cannot be reached",
    detail: output,
    next: [
      "check the network, then run it again: what was downloaded is kept",
      "`export HTTPS_PROXY=http://proxy:port` where a proxy is needed; `PIP_INDEX_URL` or `UV_INDEX_URL` name another index",
    ],
  });
}

export function notRunHere(what: string): MlxError {
  return new MlxError({
    code: "MLX4010",
    category: "run-failed",
    summary: `${what} cannot be run by this version of mlx`,
    detail:
      "It runs recipes with a `source` folder, of type Python or Tensorflow, as processes of this machine.",
    next: ["give the recipe `source: FOLDER` and `type: Python`", "`mlx explain MLX4010`"],
  });
}

export function noProgram(recipe: string, task: string, looked: readonly string[]): MlxError {
  return new MlxError({
    code: "MLX4011",
    category: "run-failed",
    summary: `${recipe} has no program for the task ${task}`,
    detail: `Its source folder has none of: ${looked.join(", ")}.`,
    next: [
      `add ${looked.at(-1) ?? "a program"} to the source folder`,
      `or name the program in the recipe: \`command: { ${task}: [python, my_program.py] }\``,
    ],
  });
}

export function noSpace(what: string, cause: unknown): MlxError {
  return new MlxError({
    code: "MLX4012",
    category: "run-failed",
    summary: `there is no space left to ${what}`,
    detail: "Nothing was started.",
    next: ["free some space on the disk, then run it again"],
    cause,
  });
}

export function supervisorNotStarted(why: string): MlxError {
  return new MlxError({
    code: "MLX4020",
    category: "run-failed",
    summary: "the process that supervises the task could not be started",
    detail: why,
    next: ["run it again; if it stays, please report it with the text above"],
  });
}

export function unreadableDocument(path: string, run: string, why: string, cause?: unknown): MlxError {
  return new MlxError({
    code: "MLX4021",
    category: "run-failed",
    summary: `${path} cannot be read`,
    detail: `${why} mlx writes this file about an attempt at a run, and nothing else is to change it.`,
    next: [
      `\`mlx cancel --force ${run}\` ends what may still run of it`,
      `or remove ${dirname(path)} once nothing of it runs any more`,
    ],
    cause,
  });
}
