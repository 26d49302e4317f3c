import type { Schema } from "../open-api.ts";
import { escapeHtml, inlineMarkdown } from "./html.ts";

/** A schema as a list of its fields; what has a name of its own is linked. */
export function renderSchema(schema: Schema): string {
  const object = fieldsOf(schema);
  const about = schema.description === undefined ? "" : `<p>${inlineMarkdown(schema.description)}</p>`;
  if (object === undefined) return `<p>${typeOf(schema)}</p>${about}`;
  const required = new Set(object.required ?? []);
  const rows = Object.entries(object.properties ?? {}).map(([name, field]) => {
    const nested = nestedOf(field);
    return `<li><code>${escapeHtml(name)}</code>${required.has(name) ? "" : "?"} <span class="type">${typeOf(field)}</span> ${inlineMarkdown(textOf(field))}${nested === undefined ? "" : renderSchema({ ...nested, description: "" })}</li>`;
  });
  return `${about === "<p></p>" ? "" : about}<ul class="fields">${rows.join("")}</ul>`;
}

/** In a word or two: `text`, `list of Run`, `integer or null`. */
export function typeOf(schema: Schema): string {
  if (schema.$ref !== undefined) return linkTo(schema.$ref);
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(typeOf))].join(" or ");
  if (schema.enum !== undefined)
    return schema.enum.map((value) => `<code>${escapeHtml(String(value))}</code>`).join(" | ");
  if (schema.const !== undefined) return `<code>${escapeHtml(String(schema.const))}</code>`;
  if (schema.type === "array") return `list of ${typeOf(schema.items ?? {})}`;
  if (schema.type === "string") return schema.format === "binary" ? "file" : "text";
  if (typeof schema.additionalProperties === "object") return `map of ${typeOf(schema.additionalProperties)}`;
  return schema.type === undefined ? "anything" : escapeHtml([schema.type].flat().join(" or "));
}

function textOf({ description = "", default: initial }: Schema): string {
  return initial === undefined ? description : `${description} (default: ${String(initial)})`;
}

function fieldsOf(schema: Schema): Schema | undefined {
  return schema.properties === undefined || Object.keys(schema.properties).length === 0 ? undefined : schema;
}

/** The fields of what stands in a field without a name: an object, a list of them, or one that may be null. */
function nestedOf(field: Schema): Schema | undefined {
  if (field.items !== undefined) return nestedOf(field.items);
  return fieldsOf(field) ?? field.anyOf?.map(nestedOf).find((nested) => nested !== undefined);
}

function linkTo(reference: string): string {
  const name = reference.slice(reference.lastIndexOf("/") + 1);
  return `<a href="#schema-${escapeHtml(name)}">${escapeHtml(name)}</a>`;
}
