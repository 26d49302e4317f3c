import { MlxError } from "@mlx/core";
import { findPython } from "./find-python.ts";
import { packageManagerEnvironment } from "./package-manager-environment.ts";
import { runCommand } from "./run-command.ts";

export interface PythonCheck {
  readonly name: "Python" | "packages";
  readonly outcome: "ok" | "problem";
  readonly detail: string;
  readonly remedy?: string;
}

/** Whether tasks in Python can be run here: an interpreter, and a way to install packages. Installs nothing. */
export async function checkPython(
  processEnv: Readonly<Record<string, string | undefined>>,
): Promise<readonly PythonCheck[]> {
  const env = packageManagerEnvironment(processEnv);
  try {
    const python = await findPython(processEnv.MLX_PYTHON, env, AbortSignal.timeout(30_000));
    const uv = await runCommand(["uv", "--version"], { env });
    const venv = await runCommand([python.path, "-c", "import ensurepip, venv"], { env });
    return [
      { name: "Python", outcome: "ok", detail: `${python.version} at ${python.path}` },
      describeInstaller(uv.ok ? uv.output.at(-1) : undefined, venv.ok),
    ];
  } catch (error) {
    if (!(error instanceof MlxError)) throw error;
    const [remedy] = error.next;
    return [
      {
        name: "Python",
        outcome: "problem",
        detail: error.detail ?? error.summary,
        ...(remedy === undefined ? {} : { remedy }),
      },
    ];
  }
}

function describeInstaller(uv: string | undefined, venv: boolean): PythonCheck {
  if (uv !== undefined) return { name: "packages", outcome: "ok", detail: uv };
  if (venv) return { name: "packages", outcome: "ok", detail: "venv and pip (uv, if installed, is faster)" };
  return {
    name: "packages",
    outcome: "problem",
    detail: "neither uv nor Python's venv module is there",
    remedy: "`apt install python3-venv` on Debian and Ubuntu, or install uv",
  };
}
