import type { LineageGraph, LineageGraphNode } from "@mlx/core";

/** How each kind of node is drawn: what stands around its label. */
const shapes: { readonly [kind in LineageGraphNode["kind"]]: readonly [open: string, close: string] } = {
  dataset: ["[(", ")]"],
  run: ["[", "]"],
  model: ["{{", "}}"],
  output: ["[/", "/]"],
  service: ["([", "])"],
};

/** The graph as a Mermaid flowchart. Whatever names hold, it stays text. */
export function writeMermaid({ nodes, edges, omitted }: LineageGraph): string {
  const names = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
  return [
    "flowchart LR",
    ...omitted.map((note) => `  %% left out: ${note.replaceAll(/[^\x20-\x7e]|[{}]/g, " ")}`),
    ...nodes.map((node, index) => {
      const [open, close] = shapes[node.kind];
      return `  n${index}${open}"${labelOf(node)}"${close}`;
    }),
    ...edges.flatMap(({ from, to, as }) => {
      const [source, target] = [names.get(from), names.get(to)];
      return source === undefined || target === undefined
        ? []
        : [`  ${source} -->|"${escaped(as)}"| ${target}`];
    }),
    "",
  ].join("\n");
}

function labelOf({ id, kind, detail }: LineageGraphNode): string {
  const title = kind === "run" || kind === "output" ? id.replace(/([0-9a-f]{8})-[0-9a-f-]{27}/, "$1") : id;
  const more = kind === "run" ? `${detail.task} ${detail.state}` : undefined;
  return [title, ...(more === undefined ? [] : [more])].map(escaped).join("<br/>");
}

/** As an entity whatever Mermaid, Markdown or HTML may take for more than text. */
function escaped(text: string): string {
  return text
    .replaceAll(/\s+/g, " ")
    .replaceAll(/[^\p{L}\p{N} ./@,:()[\]_=+-]/gu, (character) => `#${character.codePointAt(0)};`);
}
