import { canonicalJson, isJsonObject, type Json, type JsonObject } from "@mlx/core";

/** Puts failures that many operations answer with into the components, once, and references in their places. */
export function shareAnswers(document: JsonObject): JsonObject {
  const names = new Map<string, string>();
  const shared = new Map<string, Json>();
  const share = (status: string, answer: Json, face: string): Json => {
    if (/^[123]/.test(status)) return answer;
    const text = canonicalJson(answer);
    const name = `${face}${status.charAt(0).toUpperCase()}${status.slice(1)}`;
    const known = names.get(text) ?? (shared.has(name) ? undefined : name);
    if (known === undefined) return answer;
    names.set(text, known);
    shared.set(known, answer);
    return { $ref: `#/components/responses/${known}` };
  };
  const paths = mapFields(document.paths, (item, path) =>
    mapFields(item, (operation) => {
      if (!isJsonObject(operation)) return operation;
      const face = path.startsWith("/data/sensei/") ? "Sensei" : "Failure";
      return {
        ...operation,
        responses: mapFields(operation.responses, (answer, status) => share(status, answer, face)),
      };
    }),
  );
  const { components } = document;
  const responses = Object.fromEntries(shared);
  return { ...document, paths, components: { ...(isJsonObject(components) ? components : {}), responses } };
}

function mapFields(value: Json | undefined, change: (field: Json, name: string) => Json): Json {
  if (value === undefined || !isJsonObject(value)) return value ?? {};
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, change(field, name)]));
}
