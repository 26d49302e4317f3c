import { canonicalJson, isJsonObject, type Json, type JsonObject } from "@mlx/core";

/**
 * Puts each schema of an OpenAPI document that has a name (`x-name`, or the profile of a media type of the Sensei API)
 * under it into the components, and a reference in its place.
 */
export function nameSchemas(document: JsonObject): JsonObject {
  const schemas = new Map<string, JsonObject>();
  const texts = new Map<string, string>();
  const names = new Map<string, string>();

  /** The reference; of a name that something else has already, the schema itself. */
  const hoist = (name: string, schema: JsonObject): JsonObject => {
    const text = canonicalJson(schema);
    const known = texts.get(name);
    if (known === undefined) {
      texts.set(name, text);
      names.set(text, name);
      schemas.set(name, visitFields(schema));
    } else if (known !== text) return visitFields(schema);
    return { $ref: `#/components/schemas/${name}` };
  };

  const visitFields = (value: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(value).map(([key, part]) => [key, visit(part, key)]));

  function visit(value: Json, key: string): Json {
    if (Array.isArray(value)) return value.map((item) => visit(item, ""));
    if (!isJsonObject(value)) return value;
    const { "x-name": name, ...schema } = value;
    if (typeof name === "string") return hoist(name, schema);
    // The same body under a plainer media type.
    const known = key === "schema" ? names.get(canonicalJson(schema)) : undefined;
    if (known !== undefined) return hoist(known, schema);
    const profile = /;profile=([\w-]+)\.v1\.json$/.exec(key)?.[1];
    if (profile !== undefined && isJsonObject(value.schema))
      return { ...value, schema: hoist(nameOfProfile(profile), value.schema) };
    return visitFields(value);
  }

  const { paths = {}, components = {} } = document;
  const named = { paths: visit(paths, "") };
  const sorted = Object.fromEntries([...schemas].sort(([a], [b]) => (a < b ? -1 : 1)));
  return { ...document, ...named, components: { ...objectOf(components), schemas: sorted } };
}

function objectOf(value: Json): JsonObject {
  return isJsonObject(value) ? value : {};
}

function nameOfProfile(profile: string): string {
  return profile === "api-response"
    ? "SenseiApiResponse"
    : `Sensei${profile.charAt(0).toUpperCase()}${profile.slice(1)}`;
}
