/** Makes a virtual environment in a folder and installs requirements into it. */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { EnvironmentLock } from "@mlx/core";
import { digestOfJson } from "@mlx/core";
import { noVenv, requirementsNotInstalled } from "../errors.ts";
import { describeInstallLine } from "./describe-install-line.ts";
import { explainInstallFailure } from "./explain-install-failure.ts";
import type { Python } from "./find-python.ts";
import type { Requirements } from "./read-requirements.ts";
import { requirementsFile } from "./read-requirements.ts";
import { runCommand } from "./run-command.ts";

export interface MakeEnvironmentOptions {
  readonly python: Python;
  readonly requirements: Requirements | undefined;
  /** Of pip and uv. */
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly onProgress: (line: string) => void;
}

/** `folder` must be absent. */
export async function makeEnvironment(
  folder: string,
  { python, requirements, env, signal, onProgress }: MakeEnvironmentOptions,
): Promise<EnvironmentLock> {
  const environmentPython = join(folder, "bin", "python");
  if (requirements === undefined) {
    onProgress(`Making an environment with Python ${python.version}`);
    await makeVenv(["--without-pip"]);
    return { runtime: `python ${python.version}`, digest: digestOfJson([]), packages: [] };
  }

  const list = await writeRequirements(`${folder}.requirements`, requirements);
  const hasUv = (await runCommand(["uv", "--version"], { env, signal })).ok;
  onProgress(`Making an environment with Python ${python.version} and ${hasUv ? "uv" : "pip"}`);
  if (hasUv) {
    await install(["uv", "venv", "--python", python.path, folder]);
    await install(["uv", "pip", "install", "--python", environmentPython, "-r", list]);
  } else {
    await makeVenv([]);
    await install([environmentPython, "-m", "pip", "install", "--progress-bar", "off", "-r", list]);
  }
  const packages = await listPackages();
  return { runtime: `python ${python.version}`, digest: digestOfJson(packages), packages };

  async function makeVenv(options: readonly string[]): Promise<void> {
    const command = [python.path, "-m", "venv", ...options, folder] as const;
    const { ok, output } = await runCommand(command, { env, signal });
    if (!ok) throw noVenv(python.path, output.slice(-10).join("\n"));
  }

  async function install(command: readonly [string, ...string[]]): Promise<void> {
    const onLine = (line: string) => {
      const progress = describeInstallLine(line);
      if (progress !== undefined) onProgress(progress);
    };
    const { ok, output } = await runCommand(command, { env, cwd: dirname(list), signal, onLine });
    if (!ok) throw explainInstallFailure(output);
  }

  async function listPackages(): Promise<readonly string[]> {
    const { ok, output } = await runCommand([environmentPython, "-I", "-c", listing], { env, signal });
    if (!ok) throw requirementsNotInstalled("the installed packages cannot be listed", output.join("\n"), []);
    return (
      output
        .at(-1)
        ?.split(" ")
        .filter((item) => item !== "") ?? []
    );
  }
}

/** pip is the installer, not part of what was asked for; uv installs none. */
const listing = `from importlib.metadata import distributions
import re
found = {(re.sub("[-_.]+", "-", d.metadata["Name"]).lower(), d.version) for d in distributions()}
print(" ".join("%s==%s" % item for item in sorted(found) if item[0] != "pip"))`;

async function writeRequirements(folder: string, requirements: Requirements): Promise<string> {
  for (const [path, text] of requirements) {
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, text);
  }
  return join(folder, requirementsFile);
}
