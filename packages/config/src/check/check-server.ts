/** What is wrong with `server` of a project beyond its shape. */
import { isJsonObject, type Json } from "@mlx/core";
import { isRemote } from "../files/project-path.ts";
import { configCode } from "../findings/config-code.ts";
import { checkSecret } from "./check-notifications.ts";
import type { SchemaFinding } from "./schema-errors.ts";

export function checkServer(server: Json | undefined): readonly SchemaFinding[] {
  if (!isJsonObject(server)) return [];
  const { dockerRegistry, tls } = server;
  return [
    ...(isJsonObject(dockerRegistry)
      ? checkSecret(["server", "dockerRegistry", "password"], dockerRegistry.password)
      : []),
    ...(isJsonObject(tls) ? ["cert", "key"].flatMap((field) => checkFile(field, tls[field])) : []),
  ];
}

function checkFile(field: string, path: Json | undefined): readonly SchemaFinding[] {
  if (typeof path !== "string" || !isRemote(path)) return [];
  return [
    {
      code: configCode.remotePath,
      path: ["server", "tls", field],
      on: "value",
      summary: `\`${path}\` is not a file of this machine.`,
      detail: "Copy it into a file that only the user of mlx can read, and name that.",
    },
  ];
}
