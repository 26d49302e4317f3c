/** What a client says of a model. All failures are 8541. */
import { findRunById, type Project } from "@mlx/app";
import { type JsonObject, type ModelVersion, nameOf, type Run } from "@mlx/core";
import { unwrap } from "../../http/unwrap.ts";
import { invalidValue, unknownReference } from "../errors.ts";
import { isUuid } from "../wire/find-resources.ts";
import { describe, readFilledText, readName, readObject, readText } from "../wire/read-fields.ts";
import { nameTag } from "./model-view.ts";

export interface ReadModel {
  /** Free text. */
  readonly name: string;
  readonly description: string;
  /** With the free name among them. */
  readonly tags: { readonly [name: string]: string };
}

export function readModel(body: JsonObject): ReadModel {
  const name = readName(body);
  return {
    name,
    description: readText(body, "description") ?? "",
    tags: { ...readTags(body), [nameTag]: name },
  };
}

/** As the registry takes them. */
const tagName = /^[A-Za-z0-9_./-]{1,128}$/;

function readTags({ tags }: JsonObject): { readonly [name: string]: string } {
  if (tags === undefined || tags === null) return {};
  return Object.fromEntries(
    Object.entries(readObject(tags, "tags")).map(([name, value]) => {
      const field = `tags.${name.slice(0, 80)}`;
      if (!tagName.test(name))
        throw invalidValue(field, "a tag's name has letters, digits and _ . / -, 128 at most");
      if (value === null || typeof value === "object")
        throw invalidValue(field, `it is a text, not ${describe(value)}`);
      return [name, String(value)];
    }),
  );
}

/** The run that a new model comes from; of an offline one there is none. */
export async function readRunOfModel(project: Project, body: JsonObject): Promise<Run | undefined> {
  const id = readFilledText(body, "experimentRunId");
  const type = readFilledText(body, "originType");
  if (type !== undefined && type.toLowerCase() !== "offline")
    throw invalidValue("originType", `it is "offline" where it is said at all, not ${describe(type)}`);
  if (id === undefined && type === undefined)
    throw invalidValue(
      "experimentRunId",
      "it is missing",
      'Name the run that the model comes from, or say "originType": "offline" of one that was trained elsewhere.',
    );
  if (id === undefined) return undefined;
  if (type !== undefined)
    throw invalidValue("originType", "a model that comes from a run is not an offline one");
  const run = isUuid(id) ? unwrap(await findRunById(project, id.toLowerCase())) : undefined;
  if (run === undefined) throw unknownReference("experimentRunId", "experimentRun", id);
  return run;
}

/** Where a model comes from is not changed by a PUT. */
export function checkUnchanged(body: JsonObject, full: JsonObject, fields: readonly string[]): void {
  for (const field of fields) {
    const wanted = body[field];
    if (wanted === undefined || wanted === null || wanted === full[field]) continue;
    throw invalidValue(field, "it cannot be changed", "Name, description and tags of a model can.");
  }
}

/** Of a model that a run's client registers: the next version of what the run's instance trains. */
export function modelNameOf({ instance }: Run): string {
  return nameOf(instance);
}

export function sourceOf({
  id,
}: Run): NonNullable<Extract<ModelVersion["origin"], { type: "external" }>["source"]> {
  return `run/${id}`;
}
