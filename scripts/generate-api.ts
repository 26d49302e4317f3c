/**
 * Writes `schemas/openapi.json` from the routes of the server, and the types of the client from that; with `--check`
 * only says whether they are fresh.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import openapiTypescript, { astToString } from "openapi-typescript";
import ts from "typescript";
import { describeFaces } from "../packages/server/src/openapi/describe-faces.ts";

const place = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const document = formatJson(await describeFaces());
const notice = "// Made from schemas/openapi.json by `npm run generate`; not edited by hand.";
const blob = ts.factory.createTypeReferenceNode("Blob");
const types = astToString(
  await openapiTypescript(document, {
    // openapi-fetch takes a `readonly` list for an object.
    immutable: false,
    alphabetize: true,
    transform: ({ format }) => (format === "binary" ? blob : undefined),
  }),
);

const outputs = new Map([
  ["schemas/openapi.json", document],
  ["packages/client/src/generated/api.ts", `${notice}\n${types}`],
]);

for (const [path, text] of outputs) {
  if (read(place(path)) === text) continue;
  if (process.argv.includes("--check")) {
    console.log(`${path} is stale: npm run generate`);
    process.exitCode = 1;
  } else writeFileSync(place(path), text);
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
  return execFileSync(process.execPath, [biome, "format", "--stdin-file-path=schemas/openapi.json"], {
    input: JSON.stringify(value),
    encoding: "utf8",
    cwd: place(""),
    maxBuffer: 64 * 1024 * 1024,
  });
}
