import type { Content, OpenApiDocument, Parameter, Schema } from "../open-api.ts";

interface Asked {
  readonly parameters: readonly Parameter[];
  readonly content: Content | undefined;
  readonly document: OpenApiDocument;
}

/** The request as a person types it, with what has to be given and no more. */
export function renderCurl(method: string, path: string, { parameters, content, document }: Asked): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => `$${shellName(name)}`);
  const query = parameters
    .filter((parameter) => parameter.in === "query" && parameter.required === true)
    .map(({ name }) => `${name}=$${shellName(name)}`);
  const url = `"$MLX${filled}${query.length === 0 ? "" : `?${query.join("&")}`}"`;
  const words = ["curl", ...(method === "get" ? [] : [`-X ${method.toUpperCase()}`]), url];
  return [`${words.join(" ")} \\`, '  -H "authorization: Bearer $MLX_TOKEN"', ...bodyOf(content, document)]
    .join("\n")
    .replaceAll('$MLX_TOKEN"\n', '$MLX_TOKEN" \\\n');
}

function bodyOf(content: Content | undefined, document: OpenApiDocument): readonly string[] {
  if (content === undefined) return [];
  const form = content["multipart/form-data"]?.schema;
  if (form !== undefined)
    return [
      Object.entries(form.properties ?? {})
        .filter(([name]) => form.required?.includes(name) === true)
        .map(([name, part]) => (part.format === "binary" ? `  -F ${name}=@FILE` : `  -F ${name}='{…}'`))
        .join(" \\\n"),
    ].filter((line) => line !== "");
  const [type, { schema = {} }] = Object.entries(content)[0] ?? ["application/json", {}];
  const example = exampleOf(schema, document) ?? {};
  return [`  -H "content-type: ${type}" \\\n  -d '${JSON.stringify(example).replaceAll("'", "'\\''")}'`];
}

/** What has to be given, at the least; `undefined` where it is no JSON. */
export function exampleOf(schema: Schema, document?: OpenApiDocument, depth = 0): unknown {
  if (schema.$ref !== undefined) {
    const named = document?.components.schemas?.[schema.$ref.slice(schema.$ref.lastIndexOf("/") + 1)];
    return named === undefined ? {} : exampleOf(named, document, depth);
  }
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.anyOf !== undefined) return exampleOf(schema.anyOf[0] ?? {}, document, depth);
  switch (schema.type) {
    case "string":
      return depth === 0 ? undefined : "…";
    case "integer":
    case "number":
      return 1;
    case "boolean":
      return true;
    case "array":
      return [];
    default:
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .filter(([name, field]) => schema.required?.includes(name) === true && field.readOnly !== true)
          .map(([name, field]) => [name, exampleOf(field, document, depth + 1)]),
      );
  }
}

function shellName(name: string): string {
  return name.replaceAll(/([a-z])([A-Z])/g, "$1_$2").toUpperCase();
}
