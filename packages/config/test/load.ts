import type { DesiredResource, Diagnostic } from "@mlx/core";
import { type LoadedProject, type LoadOptions, loadProject } from "../src/index.ts";
import { createProjectFolder } from "../src/testing.ts";

type Files = { readonly [path: string]: string | Uint8Array };

/** Loads a project of these files; without `mlx.yaml` one is added that only names it. */
export async function load(
  files: Files | string,
  options: Partial<LoadOptions> = {},
): Promise<LoadedProject> {
  const given = typeof files === "string" ? { "mlx.yaml": `project: p\n${files}` } : files;
  using folder = createProjectFolder({ "mlx.yaml": "project: p\n", ...given });
  return await loadProject({
    root: folder.root,
    variables: {},
    variableFiles: [],
    processEnv: {},
    ...options,
  });
}

/** `file:line:column severity code summary`, and the detail after ` | `. */
export function show({ severity, code, summary, detail, range }: Diagnostic): string {
  const at = range === undefined ? "" : `${range.file}:${range.start.line}:${range.start.column} `;
  return `${at}${severity === "warning" ? "warning " : ""}${code} ${summary}${detail === undefined ? "" : ` | ${detail}`}`;
}

/** What is wrong with a project, one line each. */
export async function problemsOf(files: Files | string, options?: Partial<LoadOptions>): Promise<string[]> {
  const { diagnostics, state } = await load(files, options);
  if (diagnostics.some(({ severity }) => severity === "error") !== (state === undefined)) {
    return ["a state goes together with the absence of errors"];
  }
  return diagnostics.map(show);
}

/** The spec of one resource of a project without problems. */
export async function specOf(files: Files | string, address: string, options?: Partial<LoadOptions>) {
  return (await resourceOf(files, address, options)).spec;
}

export async function resourceOf(
  files: Files | string,
  address: string,
  options?: Partial<LoadOptions>,
): Promise<DesiredResource> {
  const { state, diagnostics } = await load(files, options);
  const resource = state?.resources.find((one) => one.address === address);
  if (resource === undefined) {
    throw new TypeError(
      `${address} not found: ${diagnostics.map(show).join("\n")} ${state?.resources.map((one) => one.address)}`,
    );
  }
  return resource;
}
