import fc from "fast-check";
import { expect, test } from "vitest";
import { writeMermaid } from "./write-mermaid.ts";

test("kinds have shapes, runs are short, edges are named, what was left out is told", () => {
  const run = "run/3f2a91bc-0000-4000-8000-000000000001";
  expect(
    writeMermaid({
      nodes: [
        { id: "dataset/sales", kind: "dataset", detail: {} },
        { id: "model/x[eu]@v3", kind: "model", detail: {} },
        { id: run, kind: "run", detail: { task: "train", state: "DONE" } },
        { id: "service/x", kind: "service", detail: {} },
      ],
      edges: [
        { from: "dataset/sales", to: run, as: "train", detail: {} },
        { from: run, to: "model/x[eu]@v3", as: "model", detail: {} },
      ],
      omitted: ["older ones"],
    }),
  ).toMatchInlineSnapshot(`
    "flowchart LR
      %% left out: older ones
      n0[("dataset/sales")]
      n1{{"model/x[eu]@v3"}}
      n2["run/3f2a91bc<br/>train DONE"]
      n3(["service/x"])
      n0 -->|"train"| n2
      n2 -->|"model"| n1
    "
  `);
});

test("no name leaves its quotes, or becomes markup", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (name) => {
      const [, node = "", edge = ""] = writeMermaid({
        nodes: [{ id: `dataset/${name}`, kind: "dataset", detail: {} }],
        edges: [{ from: `dataset/${name}`, to: `dataset/${name}`, as: name, detail: {} }],
        omitted: [],
      }).split("\n");
      expect(node).toMatch(/^ {2}n0\[\("[^"<>&`\n\r]*"\)\]$/);
      expect(edge).toMatch(/^ {2}n0 -->\|"[^"<>&`\n\r|]*"\| n0$/);
    }),
  );
});
