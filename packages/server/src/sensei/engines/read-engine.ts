/** The JSON of an engine, as a recipe of the language. */
import type { Project, UnpackedRecipe } from "@mlx/app";
import {
  type AppliedResource,
  type Json,
  type JsonObject,
  type Parameters,
  type RecipeSpec,
  type RecipeType,
  recipeAlgorithms,
  recipeTypes,
  type TaskName,
} from "@mlx/core";
import { invalidValue } from "../errors.ts";
import { keptBody } from "../wire/item-view.ts";
import { readParameters } from "../wire/parameters.ts";
import {
  describe,
  readCommon,
  readFilledText,
  readName,
  readObjects,
  readOptionalObject,
  readWord,
} from "../wire/read-fields.ts";
import { readTaskName } from "../wire/task-names.ts";
import { locationOf } from "./engine-view.ts";

export interface ReadEngine {
  readonly name: string;
  /** In the language. */
  readonly value: JsonObject;
  readonly wire: JsonObject;
}

/** Fields of the language that an engine has words for. */
export const engineWords = ["type", "algorithm", "source", "image", "build", "command", "defaults"] as const;

/** What was uploaded with it. */
export interface EngineProgram extends UnpackedRecipe {
  /** Of the file. */
  readonly name: string;
}

/** `current`: the engine that it replaces; one that says of no program keeps that. Failures: 8541. */
export async function readEngine(
  project: Project,
  body: JsonObject,
  { program, current }: { readonly program?: EngineProgram; readonly current?: AppliedResource<"recipe"> },
): Promise<ReadEngine> {
  const name = readName(body);
  const artifacts = readOptionalObject(body.artifacts, "artifacts");
  const main = readOptionalObject(artifacts.default, "artifacts.default");
  const image = readOptionalObject(main.image, "artifacts.default.image");
  const type = readEngineType(body);
  const algorithm = readFilledText(body, "algorithm");
  const known = current?.spec.defaults;
  const { defaults, wireMain, wireOverrides } = await readDefaults(project, artifacts, main, known);
  const said = {
    ...readCommon(body),
    type,
    ...(algorithm === undefined ? {} : { algorithm: readWord(algorithm, recipeAlgorithms, "algorithm") }),
    ...readOrigin(image, program, current),
    ...(Object.keys(defaults).length === 0 ? {} : { defaults }),
  };
  const hasArtifacts = body.artifacts !== undefined || program !== undefined;
  return {
    name,
    value: said,
    wire: {
      ...keptBody(body),
      ...(hasArtifacts
        ? {
            artifacts: {
              ...artifacts,
              default: { ...main, image: wireImage(image, type, program, main), ...wireMain },
              ...wireOverrides,
            },
          }
        : {}),
    },
  };
}

/** What runs it. Clients spell it in several ways, and some say it of the image only. */
export function readEngineType(body: JsonObject): RecipeType {
  const text = readFilledText(body, "type");
  if (text !== undefined) return readRecipeType(text, "type");
  const artifacts = readOptionalObject(body.artifacts, "artifacts");
  const main = readOptionalObject(artifacts.default, "artifacts.default");
  const image = readOptionalObject(main.image, "artifacts.default.image");
  const executed = readFilledText(image, "executionType", "artifacts.default.image.");
  return executed === undefined
    ? "Python"
    : readRecipeType(executed, "artifacts.default.image.executionType");
}

function readRecipeType(text: string, field: string): RecipeType {
  return /^scala$/i.test(text) ? "Spark" : readWord(text, recipeTypes, field);
}

function readOrigin(
  image: JsonObject,
  program: EngineProgram | undefined,
  current: AppliedResource<"recipe"> | undefined,
): JsonObject {
  if (program !== undefined) {
    const { source, command } = program;
    return { source: `./${source}`, ...(command === undefined ? {} : { command }) };
  }
  const field = "artifacts.default.image.location";
  const location = readFilledText(image, "location", "artifacts.default.image.");
  if (current !== undefined && (location === undefined || location === locationOf(current.spec)))
    return declaredOrigin(current.spec);
  if (location === undefined)
    throw invalidValue(
      field,
      "it is missing, and no artifact was uploaded: the engine has no program",
      "Name an image (host/name:tag), or send the source as the file part defaultArtifact: a zip, wheel, tar.gz or jar.",
    );
  const [, scheme, rest = location] = /^([a-z][a-z+.-]*):\/\/(.*)$/i.exec(location) ?? [];
  if (scheme === undefined || /^(docker|https?|oci)$/i.test(scheme)) return { image: rest };
  throw invalidValue(
    field,
    `${describe(location)} is no image; mlx gets nothing from ${scheme}`,
    "Send the file itself as the part defaultArtifact.",
  );
}

/** In the language again, so that nothing changes. */
function declaredOrigin({ origin, command }: RecipeSpec): JsonObject {
  const programs = Object.keys(command).length === 0 ? {} : { command: command };
  if ("source" in origin) return { source: `./${origin.source}`, ...programs };
  if ("image" in origin) return { image: origin.image, ...programs };
  const { context, dockerfile, target, args } = origin.build;
  return {
    build: {
      context: `./${context}`,
      dockerfile,
      ...(target === undefined ? {} : { target }),
      ...(args === undefined ? {} : { args }),
    },
    ...programs,
  };
}

function wireImage(
  image: JsonObject,
  type: RecipeType,
  program: EngineProgram | undefined,
  main: JsonObject,
): JsonObject {
  if (program === undefined)
    return { ...(main.image === undefined ? {} : image), packagingType: image.packagingType ?? "docker" };
  return {
    name: program.name,
    executionType: type,
    ...image,
    location: `mlx://${program.source}`,
    packagingType: /\.jar$/i.test(program.name) ? "jar" : "egg",
  };
}

type Defaults = { readonly [task in TaskName]?: Parameters };

/** Those of `default`, and over them those of the overrides, each for its one task. */
async function readDefaults(
  project: Project,
  artifacts: JsonObject,
  main: JsonObject,
  known: Defaults = {},
): Promise<{
  readonly defaults: Defaults;
  readonly wireMain: JsonObject;
  readonly wireOverrides: JsonObject;
}> {
  const defaults: { [task in TaskName]?: Parameters } = {};
  const readConfigs = async (value: Json | undefined, field: string): Promise<readonly JsonObject[]> => {
    const kept: JsonObject[] = [];
    for (const [index, config] of readObjects(value, field).entries()) {
      const at = Array.isArray(value) ? `${field}[${index}]` : field;
      const task = readTaskName(readFilledText(config, "name", `${at}.`) ?? "", `${at}.name`);
      const { values, wire } = await readParameters(
        project,
        config.parameters,
        `${at}.parameters`,
        known[task] === undefined ? {} : { known: known[task] },
      );
      defaults[task] = { ...defaults[task], ...values };
      kept.push({ ...config, ...(config.parameters === undefined ? {} : { parameters: wire }) });
    }
    return kept;
  };
  const field = "defaultMLInstanceConfigs";
  const configs = await readConfigs(main[field], `artifacts.default.${field}`);
  const overrides: JsonObject[] = [];
  for (const [index, override] of readObjects(artifacts.overrides, "artifacts.overrides").entries()) {
    const at = `artifacts.overrides[${index}]`;
    refuseOwnImage(override, main, at);
    const [config] = await readConfigs(override[field], `${at}.${field}`);
    overrides.push({ ...override, ...(config === undefined ? {} : { [field]: config }) });
  }
  return {
    defaults,
    wireMain: main[field] === undefined ? {} : { [field]: configs },
    wireOverrides: artifacts.overrides === undefined ? {} : { overrides },
  };
}

/** A recipe has one program for all of its tasks. */
function refuseOwnImage(override: JsonObject, main: JsonObject, field: string): void {
  const artifact = readOptionalObject(override.artifact, `${field}.artifact`);
  const location = readFilledText(artifact, "location", `${field}.artifact.`);
  const image = readOptionalObject(main.image, "artifacts.default.image");
  if (location === undefined || location === image.location) return;
  throw invalidValue(
    `${field}.artifact.location`,
    "an engine has one image for all of its tasks, and this is another one",
    "Put the programs of all tasks into the image of artifacts.default, or make an engine for each.",
  );
}
