import { isJsonObject, type Json, type JsonObject } from "@mlx/core";
import { isRemote } from "../files/project-path.ts";
import { configCode } from "../findings/config-code.ts";
import type { Suggest } from "../findings/suggest.ts";
import { validateSettings } from "../generated/validators.js";
import { checkBuildArgs } from "./check-build-args.ts";
import { checkImage, checkRegistry } from "./check-images.ts";
import { checkNotifications, type NotificationFinding } from "./check-notifications.ts";
import { checkServer } from "./check-server.ts";
import { explainSchemaErrors, type SchemaFinding } from "./schema-errors.ts";

/** What is wrong with a project's settings, their expressions resolved. */
export function checkSettings(value: JsonObject, suggest: Suggest): readonly NotificationFinding[] {
  const errors = validateSettings(value) ? [] : (validateSettings.errors ?? []);
  const { docker, notifications, server } = value;
  const meant = [...checkNotifications(notifications), ...checkServer(server)];
  const explained = explainSchemaErrors(errors, value, "settings", suggest);
  const findings: NotificationFinding[] = [
    ...explained.filter(({ path }) => !meant.some((said) => said.path.every((key, at) => path[at] === key))),
    ...meant,
  ];
  if (!isJsonObject(docker)) return findings;
  const { baseImage, registries, build } = docker;
  findings.push(...checkImage(["docker", "baseImage"], baseImage));
  for (const [index, host] of Array.isArray(registries) ? registries.entries() : [])
    findings.push(...checkRegistry(["docker", "registries", String(index)], host));
  if (!isJsonObject(build)) return findings;
  return [
    ...findings,
    ...checkBuildArgs(["docker", "build", "args"], build.args),
    ...checkBundle(build.caBundle),
  ];
}

function checkBundle(path: Json | undefined): readonly SchemaFinding[] {
  if (typeof path !== "string" || !isRemote(path)) return [];
  return [
    {
      code: configCode.remotePath,
      path: ["docker", "build", "caBundle"],
      on: "value",
      summary: `\`${path}\` is not a file of this machine.`,
      detail: "Copy the certificates into a file, and name that.",
    },
  ];
}
