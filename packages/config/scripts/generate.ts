/**
 * Makes everything that follows from `schemas/mlx.schema.json`: the types of what users write, the
 * validators, and the editors' schema. `--check` writes nothing and fails when a file is stale.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import standalone from "ajv/dist/standalone/index.js";
import { compile } from "json-schema-to-typescript";
import { makeEditorSchema } from "./make-editor-schema.ts";
import { makeFileSchema } from "./make-file-schema.ts";

interface Schema {
  readonly [keyword: string]: unknown;
  readonly definitions: { readonly [name: string]: unknown };
}

const notice = "Made from schemas/mlx.schema.json by `npm run generate`; not edited by hand.";

const validators = {
  validateFile: "File",
  validateVariable: "Variable",
  validateDataset: "Dataset",
  validateRecipe: "Recipe",
  validateInstance: "Instance",
  validateExperiment: "Experiment",
  validateService: "Service",
  validateModel: "Model",
  validateMove: "Move",
  validateSettings: "Settings",
} as const;

/** The type of a definition that only its properties are referred to. */
const settingsType =
  'Pick<ProjectFile, "executor" | "docker" | "runs" | "notifications" | "retention" | "server">';

const place = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const sourcePath = place("../../../schemas/mlx.schema.json");
const schema: Schema = JSON.parse(readFileSync(sourcePath, "utf8"));

const outputs = new Map<string, string>([
  [place("../../../schemas/mlx.editor.schema.json"), formatJson(makeEditorSchema(schema))],
  [place("../src/generated/language.ts"), await makeTypes()],
  [place("../src/generated/validators.js"), makeValidators()],
  [place("../src/generated/validators.d.ts"), makeDeclarations()],
]);

const stale = [...outputs].filter(([path, text]) => read(path) !== text);
if (process.argv.includes("--check")) {
  for (const [path] of stale) process.stderr.write(`stale: ${path}\n`);
  if (stale.length > 0) process.stderr.write("Run `npm run generate`.\n");
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const [path, text] of stale) writeFileSync(path, text);
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

/** As the repository's formatter would leave it. */
function formatJson(value: object): string {
  const biome = fileURLToPath(import.meta.resolve("@biomejs/biome/bin/biome"));
  return execFileSync(
    process.execPath,
    [biome, "format", "--stdin-file-path=schemas/mlx.editor.schema.json"],
    {
      input: JSON.stringify(value),
      encoding: "utf8",
      cwd: place("../../.."),
    },
  );
}

async function makeTypes(): Promise<string> {
  const typed = structuredClone(schema) as {
    title: string;
    definitions: { [name: string]: { tsType?: string } };
  };
  for (const [name, tsType] of [
    ["parameterValue", "Json | Secret"],
    ["forEach", "JsonObject"],
    ["environmentValue", "string | number | boolean | Secret"],
    ["textOrSecret", "string | Secret"],
    ["secretRef", "Secret"],
  ] as const) {
    typed.definitions[name] = { ...typed.definitions[name], tsType };
  }
  return compile(typed, "ProjectFile", {
    bannerComment: `/** What users write, once expressions are resolved. ${notice} */\nimport type { Json, JsonObject, SecretRef as Secret } from "@mlx/core";`,
    additionalProperties: false,
    style: { printWidth: 110 },
    strictIndexSignatures: false,
  });
}

function makeValidators(): string {
  const ajv = new Ajv({
    allErrors: true,
    strict: true,
    allowUnionTypes: true,
    strictRequired: false,
    strictTypes: false,
    unicode: false,
    logger: false,
    inlineRefs: false,
    schemas: [
      { ...withoutAnnotations(schema), $id: "language" },
      { ...withoutAnnotations(makeFileSchema(schema)), $id: "file" },
    ],
    code: { source: true, esm: true, lines: true },
  } as ConstructorParameters<typeof Ajv>[0]);
  const references = Object.fromEntries(
    Object.entries(validators).map(([name, type]) => [
      name,
      type === "File" ? "file" : `language#/definitions/${type.toLowerCase()}`,
    ]),
  );
  const imports = new Set<string>();
  const code = (standalone as unknown as { default: (ajv: Ajv, refs: Record<string, string>) => string })
    .default(ajv, references)
    .replace(/require\("(ajv\/dist\/runtime\/(\w+))"\)/g, (_, module: string, name: string) => {
      imports.add(`import ${name} from "${module}.js";`);
      return name;
    })
    .replace(/^const (schema\d+) = \{.*\};$/gm, (line, name: string, _offset, whole: string) =>
      whole.split(new RegExp(`\\b${name}\\b`)).length > 2 ? line : "",
    );
  return `// ${notice}\n${[...imports].map((line) => `${line}\n`).join("")}${code}\n`;
}

/** The validators carry what they check, not what editors show. */
function withoutAnnotations(node: { readonly [keyword: string]: unknown }): object {
  return JSON.parse(
    JSON.stringify(node, function (this: { [keyword: string]: unknown }, keyword, value) {
      const annotation = ["description", "examples", "default", "title"].includes(keyword);
      const isProperty = typeof value === "object" && value !== null && !Array.isArray(value);
      return annotation && !isProperty ? undefined : value;
    }),
  );
}

function makeDeclarations(): string {
  const types = Object.values(validators).filter((type) => type !== "File" && type !== "Settings");
  return `/** ${notice} */
import type { ErrorObject } from "ajv";
import type { ${[...types, "ProjectFile"].join(", ")} } from "./language.ts";

interface Validator<T> {
  (value: unknown): value is T;
  errors?: readonly ErrorObject[] | null;
}
${Object.entries(validators)
  .map(
    ([name, type]) =>
      `export const ${name}: Validator<${type === "File" ? "{ readonly [section: string]: unknown }" : type === "Settings" ? settingsType : type}>;`,
  )
  .join("\n")}
`;
}
