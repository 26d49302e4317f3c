import { noPython } from "../errors.ts";
import { runCommand } from "./run-command.ts";

/** A Python interpreter that was found to work. */
export interface Python {
  /** Absolute, behind any launcher such as pyenv's. */
  readonly path: string;
  /** E.g. `3.11.7`. */
  readonly version: string;
  /** The build and the platform: an environment made for one is not used for another. */
  readonly build: string;
}

const probe = `import sys, sysconfig
v = sys.version_info
print("\\t".join([sys.executable, "%d.%d.%d" % v[:3], sys.version.replace("\\n", " ") + " " + sysconfig.get_platform()]))
sys.exit(0 if v >= (3, 8) else 3)`;

/** `MLX_PYTHON`, else `python3`, else `python` from the PATH: the first that is Python 3.8 or newer. */
export async function findPython(
  named: string | undefined,
  env: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Python> {
  const candidates = named === undefined ? ["python3", "python"] : [named];
  let why = "";
  for (const candidate of candidates) {
    const { ok, output } = await runCommand([candidate, "-I", "-S", "-c", probe], { env, signal });
    const [path, version, build] = output.at(-1)?.split("\t") ?? [];
    if (path !== undefined && version !== undefined && build !== undefined) {
      if (ok) return { path, version, build };
      why = `${candidate} is Python ${version}, and 3.8 or newer is needed`;
    } else {
      why ||= output.at(-1) ?? `${candidate} said nothing`;
    }
  }
  throw noPython(
    named === undefined ? "`python3` and `python` on the PATH" : `${named} (from MLX_PYTHON)`,
    why,
  );
}
