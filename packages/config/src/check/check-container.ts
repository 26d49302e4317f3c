import { isJsonObject, type Json } from "@mlx/core";
import { capabilityName, linuxCapabilities } from "../canonical/linux-capabilities.ts";
import { configCode } from "../findings/config-code.ts";
import type { Suggest } from "../findings/suggest.ts";
import { checkImage } from "./check-images.ts";
import type { SchemaFinding } from "./schema-errors.ts";

const largestId = 2 ** 31 - 1;

/** What the schema cannot say of a recipe's `container`. */
export function checkContainer(
  container: Json,
  origin: "source" | "image" | "build",
  suggest: Suggest,
): readonly SchemaFinding[] {
  if (!isJsonObject(container)) return [];
  const { baseImage, user, capabilities, network, profile } = container;
  const findings: SchemaFinding[] = [];
  if (baseImage !== undefined && origin !== "source") {
    findings.push({
      code: configCode.executorMismatch,
      path: ["container", "baseImage"],
      on: "key",
      summary: `\`baseImage\` is for recipes with \`source\`, and this one has \`${origin}\`.`,
      detail: "Remove it: the recipe's own image is what runs.",
    });
  } else findings.push(...checkImage(["container", "baseImage"], baseImage));
  if (typeof user === "string" && user.split(":").some((id) => Number(id) > largestId)) {
    findings.push({
      code: configCode.badValue,
      path: ["container", "user"],
      on: "value",
      summary: `\`user\` has to be at most ${largestId}, not ${user}.`,
    });
  }
  if (network === "host" && profile !== "trusted") {
    findings.push({
      code: configCode.badValue,
      path: ["container", "network"],
      on: "value",
      summary: "`network: host` shares this machine's network, and is for `profile: trusted` only.",
      detail: "`network: bridge` reaches other machines, and none of this machine's own services.",
    });
  }
  if (Array.isArray(capabilities)) {
    for (const [index, written] of capabilities.entries())
      findings.push(...checkCapability(["container", "capabilities", String(index)], written, suggest));
  }
  return findings;
}

function checkCapability(path: readonly string[], written: Json, suggest: Suggest): readonly SchemaFinding[] {
  if (typeof written !== "string" || written === "") return [];
  const name = capabilityName(written);
  if (linuxCapabilities.includes(name)) return [];
  const detail =
    name === "ALL"
      ? "Name those that are needed; `profile: trusted` keeps what Docker gives by default."
      : (suggest(name, linuxCapabilities) ?? "capabilities(7) lists them, e.g. `NET_BIND_SERVICE`.");
  return [
    {
      code: configCode.notAllowed,
      path,
      on: "value",
      summary: `\`${written}\` is not a Linux capability.`,
      detail,
    },
  ];
}
