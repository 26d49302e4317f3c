/** What files may say and a client may not: it reaches for nothing that is the machine's or outside of the project. */
import { type Code, findSecrets, type JsonObject, type SecretRef } from "@mlx/core";
import { configCode } from "../findings/config-code.ts";
import type { Problems } from "../findings/problem.ts";
import { placeIn } from "../resolve/declarations.ts";
import type { Expanded } from "../resolve/resource-index.ts";
import { type ClientFiles, checkClientPaths } from "./check-client-paths.ts";
import type { KnownResource, KnownResources } from "./known-resources.ts";

export interface ClientChecks {
  readonly known: KnownResources;
  readonly files: ClientFiles;
  readonly problems: Problems;
}

/** What stands already in the resource that is replaced may stand on: a client that only changes another field sends it along. */
export function checkClient(resources: readonly Expanded[], { known, files, problems }: ClientChecks): void {
  for (const { address, declared } of resources) {
    const before = known.get(address);
    const refuse: Refuse = (code, path, on, summary, detail) =>
      problems.error(code, placeIn(declared.layers, path, on), summary, { detail });
    for (const field of ["forEach", "matrix"])
      if (Object.hasOwn(declared.value, field))
        refuse(
          configCode.filesOnly,
          [field],
          "key",
          `\`${field}\` is for files.`,
          "Send each of the resources by itself.",
        );
    checkSources(declared.value, before, refuse);
    checkClientPaths(declared, { before, known, files, refuse });
    if (before?.kind === "experiment" && before.spec.service !== undefined)
      refuse(
        configCode.ofService,
        [],
        "key",
        `\`${address}\` belongs to \`${before.spec.service}\`, which makes it.`,
        "Change the service: its sections `training` and `scoring` say what they are.",
      );
  }
}

/** Tells what is wrong at a path in the declaration. */
export type Refuse = (
  code: Code,
  path: readonly string[],
  on: "key" | "value",
  summary: string,
  detail?: string,
) => void;

/** A client must not read the environment or the files of the machine that mlx runs on. */
function checkSources(value: JsonObject, before: KnownResource | undefined, refuse: Refuse): void {
  const kept = new Set(findSecrets(before?.spec).map(({ ref }) => sourceOf(ref)));
  for (const { path, ref } of findSecrets(value)) {
    const { secret } = ref;
    const source = Object.keys(secret).join(", ");
    if (source === "sealed" || kept.has(sourceOf(ref))) continue;
    refuse(
      configCode.clientSecret,
      [...path, "secret"],
      "value",
      `A secret of \`${source}\` would be read from the machine that mlx runs on, which only files may ask for.`,
      "Send the value itself as a secret; it is kept encrypted. Or declare the resource in a file.",
    );
  }
}

function sourceOf({ secret }: SecretRef): string {
  return JSON.stringify(secret);
}
