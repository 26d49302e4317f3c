import type { Answer, Content, OpenApiDocument, Operation, Parameter } from "../open-api.ts";
import { escapeHtml, inlineMarkdown } from "./html.ts";
import { exampleOf, renderCurl } from "./render-curl.ts";
import { renderSchema, typeOf } from "./render-schema.ts";

export function renderOperation(
  method: string,
  path: string,
  operation: Operation,
  document: OpenApiDocument,
): string {
  const { operationId = "", summary = "", description, requestBody, responses = {} } = operation;
  const parameters = (operation.parameters ?? []).flatMap((parameter) =>
    "$ref" in parameter ? [] : [parameter],
  );
  const answers = Object.entries(responses).map(
    ([status, answer]) => [status, "$ref" in answer ? sharedAnswer(answer.$ref, document) : answer] as const,
  );
  return `<article id="${escapeHtml(operationId)}">
<h3><a href="#${escapeHtml(operationId)}">${inlineMarkdown(summary)}</a></h3>
<p class="route"><span class="method ${method}">${method.toUpperCase()}</span><code>${escapeHtml(path).replaceAll("/", "/<wbr>")}</code></p>
${description === undefined ? "" : `<p>${inlineMarkdown(description)}</p>`}
${renderParameters(parameters)}${requestBody === undefined ? "" : `<h4>Body</h4>${renderContent(requestBody.content)}`}
<h4>Answers</h4><ul class="fields">${renderAnswers(answers)}</ul>
<pre><code>${escapeHtml(renderCurl(method, path, { parameters, content: requestBody?.content, document }))}</code></pre>
</article>`;
}

/** What is said of several answers in the same words is said once. */
function renderAnswers(answers: readonly (readonly [status: string, answer: Answer])[]): string {
  const told = Map.groupBy(
    answers,
    ([, { description = "", content }]) =>
      `${inlineMarkdown(description)} <span class="type">${typesOf(content)}</span>`,
  );
  return Array.from(
    told,
    ([text, of]) => `<li><code>${of.map(([status]) => status).join(" ")}</code> ${text}</li>`,
  ).join("");
}

function sharedAnswer(reference: string, { components: { responses } }: OpenApiDocument): Answer {
  return responses?.[reference.slice(reference.lastIndexOf("/") + 1)] ?? {};
}

function renderParameters(parameters: readonly Parameter[]): string {
  if (parameters.length === 0) return "";
  const rows = parameters.map(({ name, in: where, required, description = "", schema = {} }) => {
    const optional = required === true ? "" : "?";
    const initial = schema.default === undefined ? "" : ` (default: ${String(schema.default)})`;
    return `<li><code>${escapeHtml(name)}</code>${optional} <span class="type">${where}, ${typeOf(schema)}</span> ${inlineMarkdown(`${description}${initial}`)}</li>`;
  });
  return `<h4>Parameters</h4><ul class="fields">${rows.join("")}</ul>`;
}

function renderContent(content: Content = {}): string {
  const [first] = Object.entries(content);
  if (first === undefined) return "";
  const types = Object.keys(content).map((type) => `<code>${escapeHtml(type)}</code>`);
  return `<p class="type">${types.join(" or ")}</p>${renderSchema(first[1].schema ?? {})}`;
}

function typesOf(content: Content = {}): string {
  return Object.entries(content)
    .map(([type, { schema }]) =>
      schema === undefined || exampleOf(schema) === undefined ? escapeHtml(type) : typeOf(schema),
    )
    .join(" or ");
}
