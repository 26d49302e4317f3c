/** `executor`, `docker`, `runs`, `notifications`, `retention` and `server`: what holds for the whole project, with the environment's over it. */
import { resolve } from "node:path";
import { defaultRetention, isJsonObject, type JsonObject, type RunsSettings } from "@mlx/core";
import { mapSorted, sortedUnique } from "../canonical/common.ts";
import { canonicalNotifications } from "../canonical/notification-settings.ts";
import { canonicalRetention } from "../canonical/retention-settings.ts";
import { canonicalServer, defaultServer } from "../canonical/server-settings.ts";
import { checkSettings } from "../check/check-settings.ts";
import { secondsOr } from "../duration.ts";
import type { Outcome, Scope } from "../expressions/evaluate.ts";
import { toProjectPath } from "../files/project-path.ts";
import type { Place, Problems } from "../findings/problem.ts";
import type { Suggest } from "../findings/suggest.ts";
import type { Docker, Runs } from "../generated/language.ts";
import { validateSettings } from "../generated/validators.js";
import type { DockerSettings, ProjectSettings } from "../load-options.ts";
import { type DeclaredSettings, placeIn } from "./declarations.ts";
import { resolveValues } from "./resolve-values.ts";

export interface ResolvedSettings {
  /** As written, expressions resolved. */
  readonly value: JsonObject;
  /** Absent when something is wrong with them; that was told. */
  readonly settings?: ProjectSettings;
}

const workerLostGraceSeconds = 300;

export const noSettings: ProjectSettings = {
  docker: { build: { args: {} } },
  runs: { slots: {}, workerLostGraceSeconds },
  notifications: { webhooks: {} },
  retention: defaultRetention,
  server: defaultServer,
};

export function resolveProjectSettings(
  { value: written, layers }: DeclaredSettings,
  root: string,
  scope: Scope,
  report: (outcome: Exclude<Outcome, { value: unknown }>, place: () => Place) => void,
  suggest: Suggest,
  problems: Problems,
): ResolvedSettings {
  const failed: (readonly string[])[] = [];
  const resolved = resolveValues(written, scope, (path, outcome) => {
    failed.push(path);
    report(outcome, () => placeIn(layers, path));
  });
  const value = isJsonObject(resolved) ? resolved : written;
  let wrong = failed.length > 0;
  for (const { code, path, on, summary, detail, severity = "error" } of checkSettings(value, suggest)) {
    if (failed.some((failedPath) => failedPath.every((key, depth) => path[depth] === key))) continue;
    if (severity === "error") wrong = true;
    problems[severity](code, placeIn(layers, path, on), summary, { detail });
  }
  // As unknown: what is left of a JSON object and the settings' type has neither's fields.
  const checked: unknown = value;
  if (wrong || !validateSettings(checked)) return { value };
  const { executor, docker, runs, notifications, retention, server } = checked;
  const folderOf = (path: readonly string[]) => placeIn(layers, path).file.folder;
  const absolute = (path: string, at: readonly string[]) => resolve(root, toProjectPath(path, folderOf(at)));
  return {
    value,
    settings: {
      ...(executor === undefined ? {} : { executor }),
      docker: canonicalDocker(docker ?? {}, (path) => absolute(path, ["docker", "build", "caBundle"])),
      runs: canonicalRuns(runs ?? {}),
      notifications: canonicalNotifications(notifications ?? {}, folderOf),
      retention: canonicalRetention(retention ?? {}),
      server: canonicalServer(server ?? {}, { folderOf, absolute }),
    },
  };
}

function canonicalRuns({ slots, maxRunning, workerLostGrace }: NonNullable<Runs>): RunsSettings {
  return {
    slots: mapSorted(slots, (amount) => amount),
    ...(maxRunning === undefined ? {} : { maxRunning }),
    workerLostGraceSeconds: secondsOr(workerLostGrace, workerLostGraceSeconds),
  };
}

function canonicalDocker(
  { baseImage, registries, build = {} }: NonNullable<Docker>,
  absolute: (path: string) => string,
): DockerSettings {
  const { args = {}, caBundle, network } = build;
  return {
    ...(baseImage === undefined ? {} : { baseImage }),
    ...(registries === undefined
      ? {}
      : { registries: sortedUnique(registries.map((host) => host.toLowerCase())) }),
    build: {
      args: Object.fromEntries(Object.entries(args).map(([name, arg]) => [name, String(arg)])),
      ...(caBundle === undefined ? {} : { caBundle: absolute(caBundle) }),
      ...(network === undefined ? {} : { network }),
    },
  };
}
