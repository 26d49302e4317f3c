import { isJsonObject, type Json } from "@mlx/core";

/** The value as a file has to write it, where `${` begins an expression. */
export function escapeTemplates(value: Json): Json {
  if (typeof value === "string") return value.replaceAll("${", () => "$${");
  if (Array.isArray(value)) return value.map((item) => escapeTemplates(item));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, escapeTemplates(item)]));
}
