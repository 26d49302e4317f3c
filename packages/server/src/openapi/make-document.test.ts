import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, it } from "vitest";
import { describeFaces } from "./describe-faces.ts";
import { renderDocs } from "./docs/render-docs.ts";
import type { OpenApiDocument, Operation } from "./open-api.ts";

const document = await describeFaces();

const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
);

it("is a valid document of OpenAPI 3.1", async () => {
  const { valid, errors } = await new Validator().validate(JSON.parse(JSON.stringify(document)));
  expect([valid, errors]).toEqual([true, undefined]);
});

it("describes both faces, each operation once, with what it is about and how it fails", () => {
  const ids = operations.map(({ operation }) => operation.operationId);
  const tags = new Set(operations.flatMap(({ operation }) => operation.tags ?? []));
  expect(new Set(document.tags?.map(({ name }) => name))).toEqual(tags);
  expect(new Set(ids).size).toBe(ids.length);
  expect(operations.filter(({ path }) => path.startsWith("/data/sensei/")).length).toBeGreaterThanOrEqual(41);
  expect(operations.filter(({ path }) => path.startsWith("/api/v1/")).length).toBeGreaterThan(45);
  for (const { path, operation } of operations) {
    expect([path, operation.tags?.length, operation.summary === undefined]).toEqual([path, 1, false]);
    expect(Object.keys(operation.responses ?? {}).length, path).toBeGreaterThan(
      path.startsWith("/api/v1/") ? 4 : 0,
    );
  }
});

it("every reference leads somewhere, and every parameter of a path is described", () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/(\w+)\/(\w+)"/g)];
  expect(references.length).toBeGreaterThan(100);
  for (const [, part = "", name = ""] of references)
    expect(Object.keys(document.components[part] ?? {}), `${part}/${name}`).toContain(name);
  for (const { path, operation } of operations) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(pathParameters(operation).toSorted(), path).toEqual(named.toSorted());
  }
});

it("tells of who asks, files, streams and the media types of the Sensei API", () => {
  const at = (path: string, method: string) => document.paths[path]?.[method];
  expect(document).toMatchObject({
    security: [{ bearer: [] }],
    components: { securitySchemes: { bearer: { type: "http", scheme: "bearer" } } },
  });
  expect(at("/data/sensei/engines", "post")?.requestBody?.content).toMatchObject({
    "multipart/form-data": { schema: { properties: { defaultArtifact: { format: "binary" } } } },
    "application/vnd.adobe.platform.sensei+json;profile=engine.v1.json": {
      schema: { $ref: "#/components/schemas/SenseiEngine" },
    },
  });
  expect(at("/api/v1/events", "get")?.responses?.["200"]).toMatchObject({
    content: { "text/event-stream": {} },
  });
  expect(at("/api/v1/runs/{run}/outputs/{channel}/{path}", "get")?.responses).toMatchObject({
    200: { content: { "application/octet-stream": { schema: { format: "binary" } } } },
    206: { content: { "application/octet-stream": {} } },
  });
  expect(at("/api/v1/plan", "post")?.requestBody?.required).toBe(false);
  expect(at("/api/v1/runs", "post")?.requestBody?.required).toBe(true);
});

it("the page shows every operation and schema, and nothing in it runs or is fetched", () => {
  const page = renderDocs(document);
  for (const { operation } of operations) expect(page).toContain(`<article id="${operation.operationId}">`);
  for (const [, anchor] of page.matchAll(/href="#([^"]+)"/g)) expect(page).toContain(`id="${anchor}"`);
  expect(page).not.toMatch(/<script|javascript:|\son\w+=|https?:\/\/(?!\S*adobe)/i);
});

it("what a description says cannot become part of the page", () => {
  const hostile: OpenApiDocument = {
    openapi: "3.1.0",
    info: { title: "<img>", version: "1", description: '`</code><script>alert("x")</script>`' },
    tags: [{ name: '"><b>' }],
    paths: {
      "/<i>/{a}": {
        get: {
          operationId: "a",
          tags: ['"><b>'],
          summary: "<u>",
          parameters: [{ name: "<s>", in: "query" }],
        },
      },
    },
    components: { schemas: { A: { type: "object", properties: { "<p>": { enum: ["<q>"] } } } } },
  };
  expect(renderDocs(hostile)).not.toMatch(/<(img|script|b|i|u|s|q)>/);
});

function pathParameters({ parameters = [] }: Operation): readonly string[] {
  return parameters.flatMap((parameter) =>
    "name" in parameter && parameter.in === "path" ? [parameter.name] : [],
  );
}
