/** Whether answers are what the OpenAPI document says of them. */
import { InternalError } from "@mlx/core";
import { Ajv } from "ajv";
import { describeFaces } from "../src/openapi/describe-faces.ts";
import type { Asked, Told } from "./make-sensei.ts";

/** Findings about an answer, in words; none where it is as described. */
export type CheckDescribed = (asked: Asked, told: Told) => readonly string[];

export async function describedChecker(): Promise<CheckDescribed> {
  const document = await describeFaces();
  const formats = { "date-time": true, uuid: true, binary: true } as const;
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false, formats });
  ajv.addSchema(document, "api");
  const paths = Object.keys(document.paths).map((path) => ({
    path,
    // A wildcard stands at the end, and takes slashes.
    pattern: new RegExp(`^${path.replace(/\{path\}$/, ".+").replaceAll(/\{\w+\}/g, "[^/]+")}$`),
    variables: path.split("{").length,
  }));
  return ({ method, path: asked }, { status, headers, text }) => {
    const [plain = ""] = asked.split("?");
    const [found] = paths
      .filter(({ path, pattern }) => pattern.test(plain) && document.paths[path]?.[method.toLowerCase()])
      .sort((a, b) => a.variables - b.variables);
    if (found === undefined) return [`${method} ${plain} is not described`];
    const operation = document.paths[found.path]?.[method.toLowerCase()];
    const key = operation?.responses?.[status] === undefined ? "default" : `${status}`;
    let answer = operation?.responses?.[key];
    let place = pointer("paths", found.path, method.toLowerCase(), "responses", key);
    if (answer !== undefined && "$ref" in answer) {
      const name = answer.$ref.slice(answer.$ref.lastIndexOf("/") + 1);
      place = pointer("components", "responses", name);
      answer = document.components.responses?.[name];
    }
    if (answer === undefined) return [`${method} ${found.path} does not tell of ${status}`];
    const [type = ""] = (headers.get("content-type") ?? "").split(";");
    if (text === "") return [];
    if (answer.content?.[type] === undefined)
      return [`${method} ${found.path} does not tell of ${status} as ${type}`];
    if (type !== "application/json") return [];
    const check = ajv.getSchema(`api#${place}${pointer("content", type, "schema")}`);
    if (check === undefined) throw new InternalError(`no schema at ${place}`);
    return check(JSON.parse(text))
      ? []
      : (check.errors ?? []).map((error) => `${method} ${found.path} ${error.instancePath} ${error.message}`);
  };
}

function pointer(...parts: readonly string[]): string {
  return parts
    .map((part) => `/${encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"))}`)
    .join("");
}
