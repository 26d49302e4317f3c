import type { AskedEnvironment, LoadedProject } from "@mlx/config";
import { canonicalJson, hasErrors } from "@mlx/core";
import { configurationInvalid } from "./errors.ts";
import type { KnownConfiguration } from "./known-configuration.ts";

export interface Configuration extends KnownConfiguration {
  /**
   * `files`: they have no errors · `remembered`: they have, and what they said before holds where it must be
   * known · `doubtful`: they have, and nothing is known of before; settings that are wrong are the defaults.
   */
  readonly from: "files" | "remembered" | "doubtful";
  /** It is not what the files say now. */
  readonly differs: boolean;
}

/**
 * What work from the store takes of the files. Where one of them cannot be read, that is what they said
 * when they had no errors last (`known`); where they can, and have errors, their names hold with the
 * settings of before. Failure: 8002 where the project's name is not known, or the environment that was
 * asked for is not declared.
 */
export function chooseConfiguration(
  loaded: LoadedProject,
  asked: AskedEnvironment | undefined,
  known: KnownConfiguration | undefined,
): Configuration {
  const { project, diagnostics, incomplete = false } = loaded;
  if (known !== undefined && (project === undefined || incomplete))
    return { ...pick(known.project, known), from: "remembered", differs: true };
  // One that is not declared must not become the default one.
  const isOther = asked !== undefined && asked.name !== loaded.environment;
  if (project === undefined || isOther) throw configurationInvalid(diagnostics);
  const here = pick(project, loaded);
  if (!hasErrors(diagnostics)) return { ...here, from: "files", differs: false };
  const isSame = known?.project === project && known.environment === loaded.environment;
  if (known === undefined || !isSame) return { ...here, from: "doubtful", differs: false };
  // Without its URL the project's own store would be taken for that of the environment.
  const before = pick(project, { ...known, storeUrl: loaded.storeUrl ?? known.storeUrl });
  return { ...before, from: "remembered", differs: canonicalJson(before) !== canonicalJson(here) };
}

function pick(
  project: string,
  {
    environment,
    storeUrl,
    settings,
  }: Pick<LoadedProject, "environment" | "settings"> & { readonly storeUrl?: string | undefined },
): KnownConfiguration {
  return {
    project,
    ...(environment === undefined ? {} : { environment }),
    ...(storeUrl === undefined ? {} : { storeUrl }),
    settings,
  };
}

/** What a person is told who works with a configuration of before. */
export function describeRemembered({ diagnostics }: Pick<LoadedProject, "diagnostics">): string {
  const first = diagnostics.find(({ severity }) => severity === "error");
  const place = first?.range === undefined ? "" : `${first.range.file}:${first.range.start.line}, `;
  const where = first === undefined ? "" : ` (${place}${first.code})`;
  return `the configuration has errors${where}: project, environment, store and settings are those of before; \`mlx validate\` tells what is wrong`;
}
