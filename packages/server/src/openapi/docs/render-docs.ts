import { createHash } from "node:crypto";
import type { OpenApiDocument, Operation } from "../open-api.ts";
import { escapeHtml, inlineMarkdown, paragraphs } from "./html.ts";
import { renderOperation } from "./render-operation.ts";
import { renderSchema } from "./render-schema.ts";
import { style } from "./style.ts";

/** For the header that allows the page's own style, and nothing else. */
export const styleHash = `sha256-${createHash("sha256").update(style).digest("base64")}`;

interface Entry {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

/** An OpenAPI document as a page: operations by tag, then the schemas. Without scripts, and with nothing from elsewhere. */
export function renderDocs(document: OpenApiDocument): string {
  const { title, description = "" } = document.info;
  const tags = (document.tags ?? []).map((tag) => ({ ...tag, entries: entriesOf(document, tag.name) }));
  const schemas = Object.entries(document.components.schemas ?? {});
  const nav = [...Map.groupBy(tags, ({ entries }) => faceOf(entries))].map(
    ([face, ofFace]) =>
      `<h2><code>${escapeHtml(face)}</code></h2>${ofFace.map((tag) => renderIndex(tag.name, tag.entries)).join("")}`,
  );
  const sections = tags.map(
    ({ name, description: about = "", entries }) =>
      `<section id="${anchorOf(name)}"><h2>${escapeHtml(name)}</h2><p>${inlineMarkdown(about)}</p>${entries
        .map(({ method, path, operation }) => renderOperation(method, path, operation, document))
        .join("")}</section>`,
  );
  const shapes = schemas.map(
    ([name, schema]) =>
      `<article id="schema-${name}"><h3><code>${escapeHtml(name)}</code></h3>${renderSchema(schema)}</article>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)} API</title>
<style>${style}</style>
</head>
<body>
<nav aria-label="operations"><p><strong>${escapeHtml(title)} API</strong><br><a href="/openapi.json">openapi.json</a>, <a href="#schemas">schemas</a></p>${nav.join("")}</nav>
<main><h1>${escapeHtml(title)} API</h1>${paragraphs(description)}${sections.join("")}
<section id="schemas"><h2>Schemas</h2>${shapes.join("")}</section></main>
</body>
</html>
`;
}

function entriesOf(document: OpenApiDocument, tag: string): readonly Entry[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, operation]) =>
      operation.tags?.includes(tag) ? [{ method, path, operation }] : [],
    ),
  );
}

/** `/api/v1` of `/api/v1/runs`. */
function faceOf([first]: readonly Entry[]): string {
  return first?.path.split("/").slice(0, 3).join("/") ?? "";
}

function renderIndex(tag: string, entries: readonly Entry[]): string {
  const links = entries.map(
    ({ operation: { operationId = "", summary = "" } }) =>
      `<li><a href="#${escapeHtml(operationId)}" title="${escapeHtml(summary)}">${escapeHtml(operationId)}</a></li>`,
  );
  const name = escapeHtml(tag.replace(/^sensei /, ""));
  return `<details><summary><a href="#${anchorOf(tag)}">${name}</a></summary><ul>${links.join("")}</ul></details>`;
}

function anchorOf(tag: string): string {
  return `tag-${tag.replaceAll(/\W+/g, "-")}`;
}
