/** What can be wrong with a service by itself; what it refers to is looked at when all is known. */
import { isJsonObject, type Json, type JsonObject } from "@mlx/core";
import { configCode } from "../findings/config-code.ts";
import { child } from "../resolve/declarations.ts";
import { checkChain } from "./check-chain.ts";
import { checkModelSelector } from "./check-model-selector.ts";
import type { SchemaFinding } from "./schema-errors.ts";

/** `-training` and `-scoring` are appended. */
const longestName = 54;

export function checkService(name: string, value: JsonObject): readonly SchemaFinding[] {
  const { training, scoring, model } = value;
  return [
    ...checkName(name),
    ...checkModelSelector(["model"], model),
    ...checkTraining(training, model),
    ...checkChain(child(training, "chain"), ["training", "chain"], "train"),
    ...checkChain(child(scoring, "chain"), ["scoring", "chain"], "score"),
  ];
}

function checkName(name: string): readonly SchemaFinding[] {
  if (name.length <= longestName) return [];
  return [
    {
      code: configCode.badName,
      path: [],
      on: "key",
      summary: `The name of a service has at most ${longestName} characters, and this one has ${name.length}.`,
      detail: "`-training` and `-scoring` are appended for the names of its experiments.",
    },
  ];
}

/** An experiment that is declared says itself how it trains, and a run that was cannot be changed. */
function checkTraining(training: Json | undefined, model: Json | undefined): readonly SchemaFinding[] {
  if (!isJsonObject(training)) return [];
  const field = ["run", "experiment"].find((name) => training[name] !== undefined);
  if (field === undefined) return [];
  const others = Object.keys(training).filter((name) => name !== field);
  const findings: SchemaFinding[] = others.map((name) => ({
    code: configCode.exactlyOne,
    path: ["training", name],
    on: "key",
    summary: `\`${name}\` cannot stand beside \`${field}\`.`,
    detail:
      field === "run"
        ? "The run was, and its model is taken as it is: nothing is trained. Leave out `run` to train."
        : "The experiment says itself how it trains: write it there.",
  }));
  if (field !== "run" || model === undefined) return findings;
  return [
    ...findings,
    {
      code: configCode.exactlyOne,
      path: ["model"],
      on: "key",
      summary: "`model` cannot stand beside `training: { run }`.",
      detail: "The model of that run is the service's. Leave out one of the two.",
    },
  ];
}
