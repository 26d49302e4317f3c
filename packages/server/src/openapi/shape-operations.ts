import type { DescribedRoute } from "./collect-routes.ts";
import type { Answer, OpenApiDocument, Operation, Parameter } from "./open-api.ts";

const sensei = "/data/sensei/";

/** Where the request goes; of every operation that asks who it is from. */
const tenantParameters = {
  org: {
    name: "x-gw-ims-org-id",
    in: "header",
    required: false,
    description: "The organisation; the project's own where absent.",
    schema: { type: "string" },
  },
  sandbox: {
    name: "x-sandbox-name",
    in: "header",
    required: false,
    description: "The sandbox; the project's own where absent.",
    schema: { type: "string" },
  },
  apiKey: {
    name: "x-api-key",
    in: "header",
    required: false,
    description: "Taken from clients that send it, and not looked at.",
    schema: { type: "string" },
  },
} as const satisfies { readonly [name: string]: Parameter };

/** In the order in which they are listed. */
const tagTexts: { readonly [name: string]: string } = {
  "sensei engines": "Packaged training and scoring code: what mlx calls recipes.",
  "sensei mlInstances": "Engines with parameters for each task.",
  "sensei experiments": "What is to be run of an instance, once or on a schedule.",
  "sensei runs": "Runs of experiments, how they stand, and their logs.",
  "sensei models": "What training has made, its files, and other formats of it.",
  "sensei mlServices": "Instances that are published for training and scoring.",
  "sensei insights": "What was measured, and what usually is.",
  status: "How the project stands, and who asks.",
  resources: "What was applied, or made through the API.",
  "plan and apply": "The files of the project, and what an apply makes of them.",
  runs: "Runs: started, stopped, tried again; what they print, measure and leave.",
  models: "The registry: versions, aliases, promotion.",
  schedules: "When runs start by themselves.",
  services: "Instances that are published for training and scoring.",
  datasets: "Files that tasks read.",
  access: "Tokens, and the log of all changes that were asked for.",
  events: "What happens, as it happens.",
};

/** Completes what the routes' own schemas do not say: tenants, security, wildcards, tags. */
export function shapeOperations(
  document: OpenApiDocument,
  routes: readonly DescribedRoute[],
): OpenApiDocument {
  const openIds = new Set(
    routes.flatMap(({ open, schema }) => (open && "operationId" in schema ? [schema.operationId] : [])),
  );
  const paths: Record<string, { readonly [method: string]: Operation }> = {};
  const used = new Set<string>();
  for (const [path, item] of Object.entries(document.paths)) {
    const operations = Object.entries(item).map(([method, operation]) => {
      const shaped = shape(operation, {
        isSensei: path.startsWith(sensei),
        isOpen: openIds.has(operation.operationId ?? ""),
      });
      for (const tag of shaped.tags ?? []) used.add(tag);
      return [method, shaped] as const;
    });
    paths[path.replace("{*}", "{path}")] = Object.fromEntries(operations);
  }
  return {
    ...document,
    tags: Object.entries(tagTexts).flatMap(([name, text]) =>
      used.has(name) ? [{ name, description: text }] : [],
    ),
    paths,
    components: { ...document.components, parameters: tenantParameters },
  };
}

interface Place {
  readonly isSensei: boolean;
  readonly isOpen: boolean;
}

function shape(operation: Operation, { isSensei, isOpen }: Place): Operation {
  const own = (operation.parameters ?? []).map((parameter) =>
    "name" in parameter && parameter.name === "*" ? { ...parameter, name: "path" } : parameter,
  );
  const names = isSensei ? (["org", "sandbox", "apiKey"] as const) : (["org", "sandbox"] as const);
  const tenants = isOpen ? [] : names.map((name) => ({ $ref: `#/components/parameters/${name}` }));
  return {
    ...operation,
    ...(operation.tags === undefined
      ? {}
      : { tags: operation.tags.map((tag) => (isSensei ? `sensei ${tag}` : tag)) }),
    parameters: [...own, ...tenants],
    ...(operation.requestBody === undefined ? {} : { requestBody: shapeBody(operation.requestBody) }),
    ...(isOpen ? { security: [] } : {}),
    responses: Object.fromEntries(
      Object.entries(operation.responses ?? {}).map(([status, answer]) => [
        status,
        "$ref" in answer ? answer : shapeAnswer(status, answer),
      ]),
    ),
  };
}

/** Where nothing in a body has to be said, none has to be sent. */
function shapeBody(body: NonNullable<Operation["requestBody"]>): NonNullable<Operation["requestBody"]> {
  const isNeeded = Object.values(body.content ?? {}).some(
    ({ schema }) => schema?.type !== "object" || (schema.required ?? []).length > 0,
  );
  return { ...body, required: isNeeded };
}

function shapeAnswer(status: string, answer: Answer): Answer {
  const requestId = { "x-request-id": { description: "of the request", schema: { type: "string" } } };
  const location =
    status === "201" ? { location: { description: "of what was made", schema: { type: "string" } } } : {};
  const retry =
    status === "429" ? { "retry-after": { description: "in seconds", schema: { type: "integer" } } } : {};
  return {
    ...answer,
    description: describeAnswer(status, answer),
    headers: { ...requestId, ...location, ...retry, ...answer.headers },
  };
}

function describeAnswer(status: string, { description }: Answer): string {
  if (description !== undefined && description !== "Default Response") return description;
  return status === "201" ? "it was made" : "it went well";
}
