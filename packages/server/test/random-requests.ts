/** Requests that fit an operation of an OpenAPI document more or less, and some that fit nothing. */
import fc from "fast-check";

export interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: { readonly [name: string]: Schema };
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly additionalProperties?: boolean | Schema;
  readonly $ref?: string;
}

export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header" | "cookie";
  readonly schema?: Schema;
}

export interface Operation {
  readonly method: string;
  /** With `{names}`. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body?: { readonly mediaType: string; readonly schema: Schema };
  /** By status, or `default`. */
  readonly answers: readonly string[];
}

export interface RandomRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly raw?: string;
}

/** Texts that break what does not expect them. */
const nasty = [
  "",
  " ",
  "0",
  "-1",
  "1e400",
  "null",
  "undefined",
  "true",
  "..",
  "../../etc/passwd",
  "/etc/passwd",
  "file:///etc/passwd",
  "http://127.0.0.1:1/",
  "a".repeat(5000),
  "\u0000",
  "\u001b[31m",
  "line\nbreak\r\nheader: x",
  "\ud800",
  "ﬃ𝕏👩‍👩‍👧‍👦",
  "\u202egnp.exe",
  "' or 1=1; --",
  '"; drop table runs; --',
  "%00%ff%",
  "${jndi:ldap://x}",
  "{{7*7}}",
  "<script>alert(1)</script>",
  "__proto__",
  "constructor",
  "(a+)+$",
  "name~(a+)+$",
  "name~".padEnd(400, "("),
  "name==a,,b",
  "deleted==true",
  "9".repeat(400),
  "2018-21-21",
  "* * * * *",
  "00000000-0000-4000-8000-000000000000",
];

const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...nasty) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
);

const anything: fc.Arbitrary<unknown> = fc.oneof(
  text,
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.jsonValue({ maxDepth: 3 }),
  fc.constant({ ["__proto__"]: { polluted: true }, constructor: { prototype: { polluted: true } } }),
);

/** More or less of a schema; `known` are texts that name something. */
function randomValue(
  schema: Schema,
  document: unknown,
  known: fc.Arbitrary<string>,
  depth = 0,
): fc.Arbitrary<unknown> {
  if (depth > 6) return fc.constant(null);
  const inner = (one: Schema) => randomValue(one, document, known, depth + 1);
  const fitting = (): fc.Arbitrary<unknown> => {
    if (schema.$ref !== undefined) return inner(resolve(document, schema.$ref));
    if (schema.const !== undefined) return fc.constant(schema.const);
    if (schema.enum !== undefined && schema.enum.length > 0) return fc.constantFrom(...schema.enum);
    const [first, ...others] = schema.anyOf ?? schema.oneOf ?? schema.allOf ?? [];
    if (first !== undefined) return fc.oneof(inner(first), ...others.map(inner));
    switch (typeof schema.type === "string" ? schema.type : schema.type?.[0]) {
      case "object": {
        const properties = Object.entries(schema.properties ?? {});
        const record = fc.record(Object.fromEntries(properties.map(([name, one]) => [name, inner(one)])), {
          requiredKeys: [],
        });
        if (schema.additionalProperties === false) return record;
        return fc
          .tuple(record, fc.dictionary(text, anything, { maxKeys: 2 }))
          .map(([a, b]) => ({ ...b, ...a }));
      }
      case "array":
        return fc.array(inner(schema.items ?? {}), { maxLength: 4 });
      case "integer":
        return fc.oneof(fc.integer(), fc.constantFrom(0, 1, -1, 2 ** 31, 2 ** 53, -(2 ** 63)));
      case "number":
        return fc.double();
      case "boolean":
        return fc.boolean();
      case "string":
        return fc.oneof({ weight: 2, arbitrary: known }, { weight: 1, arbitrary: text });
      default:
        return fc.oneof(known, anything);
    }
  };
  return fc.oneof({ weight: 9, arbitrary: fitting() }, { weight: 1, arbitrary: anything });
}

function resolve(document: unknown, ref: string): Schema {
  let found = document;
  for (const part of ref.replace(/^#\//, "").split("/"))
    found = Object(found)[part.replaceAll("~1", "/").replaceAll("~0", "~")];
  return Object(found);
}

const mediaTypes = [
  "application/json",
  "application/vnd.adobe.platform.sensei+json;profile=mlInstance.v1.json",
  "text/plain",
  "multipart/form-data",
  "multipart/form-data; boundary=x",
  "application/x-www-form-urlencoded",
  "image/png",
  "nonsense",
  ";;;",
];

/** Of an operation; `known` are ids and names of what there is. */
export function requestOf(
  operation: Operation,
  document: unknown,
  known: readonly string[],
): fc.Arbitrary<RandomRequest> {
  const name = fc.constantFrom(...known);
  const word = fc.oneof({ weight: 2, arbitrary: name }, { weight: 1, arbitrary: text });
  const pathNames = [...operation.path.matchAll(/\{(\w+)\}/g)].flatMap(([, one]) => one ?? []);
  const query = operation.parameters.filter((parameter) => parameter.in === "query");
  const parameter = (one: Parameter) =>
    randomValue(one.schema ?? {}, document, word).map((value) => encode(one.name, value));
  const headers = fc.record(
    {
      accept: fc.constantFrom("*/*", "application/json", "image/png", "a/b;q=x", ","),
      "if-match": fc.constantFrom("*", '"1"', '"nothing"', "bare", 'W/"1"', '"'),
      range: fc.constantFrom(
        "bytes=0-1",
        "bytes=-5",
        "bytes=9-1",
        "lines=1-2",
        "bytes=0-99999999999999999999",
      ),
      "x-sandbox-name": fc.constantFrom("prod", "prod"),
      "x-request-id": fc.constantFrom("mine", "x".repeat(300)),
      "last-event-id": fc.constantFrom("0", "-1", "x"),
      "idempotency-key": fc.constantFrom("k", "x".repeat(300)),
    },
    { requiredKeys: [] },
  );
  return fc
    .record({
      names: fc.tuple(...pathNames.map(() => word)),
      query: fc.tuple(...query.map((one) => fc.option(parameter(one), { nil: undefined }))),
      more: fc.array(
        fc.tuple(text, text).map(([key, value]) => encode(key, value)),
        { maxLength: 2 },
      ),
      headers,
      body: operation.body === undefined ? fc.constant(undefined) : bodyOf(operation.body, document, word),
    })
    .map(({ names, query: given, more, headers: own, body }) => {
      let next = 0;
      const path = operation.path.replaceAll(/\{\w+\}/g, () => encodeWell(names[next++] ?? ""));
      const search = [...given.filter((one) => one !== undefined), ...more].join("&");
      return {
        path: search === "" ? path : `${path}?${search}`,
        headers: { ...own, ...(body === undefined ? {} : { "content-type": body.type }) },
        ...(body === undefined ? {} : { raw: body.raw }),
      };
    });
}

function bodyOf(
  { mediaType, schema }: NonNullable<Operation["body"]>,
  document: unknown,
  known: fc.Arbitrary<string>,
): fc.Arbitrary<{ readonly type: string; readonly raw: string }> {
  const value = randomValue(schema, document, known).map((one) => JSON.stringify(one) ?? "null");
  const broken = fc.oneof(
    value.map((json) => json.slice(0, -1)),
    text,
    fc.constantFrom("[".repeat(20_000), `{"a":`.repeat(5000), "[1e999]", '{"a":1,"a":2}', "\ufeff{}"),
  );
  const json = fc.record({
    type: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom("application/json") },
      { weight: 1, arbitrary: fc.constantFrom(...mediaTypes) },
    ),
    raw: fc.oneof({ weight: 6, arbitrary: value }, { weight: 1, arbitrary: broken }),
  });
  if (mediaType !== "multipart/form-data") return json;
  const part = fc.constantFrom(
    "engine",
    "model",
    "modelArtifact",
    "defaultArtifact",
    "",
    "trainOverrideArtifact",
  );
  const disposition = fc
    .tuple(part, fc.option(text, { nil: undefined }), fc.oneof(value, text))
    .map(
      ([name, file, content]) =>
        `--x\r\ncontent-disposition: form-data; name="${name}"${
          file === undefined ? "" : `; filename="${file.replaceAll(/[\r\n"]/g, "")}"`
        }\r\n\r\n${content}\r\n`,
    );
  const form = fc
    .tuple(fc.array(disposition, { maxLength: 4 }), fc.constantFrom("--x--\r\n", "--x", "", "--y--"))
    .map(([parts, end]) => ({ type: "multipart/form-data; boundary=x", raw: parts.join("") + end }));
  return fc.oneof({ weight: 3, arbitrary: form }, { weight: 1, arbitrary: json });
}

const encodeWell = (one: string) => encodeURIComponent(one.toWellFormed());
const encode = (key: string, value: unknown) =>
  `${encodeWell(key)}=${encodeWell(typeof value === "string" ? value : (JSON.stringify(value) ?? ""))}`;
