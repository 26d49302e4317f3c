import { expect, it } from "vitest";
import { load } from "./load.ts";

it.each([
  ["a literal", "token: hunter2"],
  ["a literal where a reference belongs", "token: { secret: hunter2 }"],
])(
  "the excerpt of a finding about %s does not show it, and the advice names the parameter",
  async (_, text) => {
    const { diagnostics } = await load(`
recipes: { r: { source: ., defaults: { train: { ${text} } } } }
`);
    expect(diagnostics.map(({ code }) => code)).toEqual(["MLX1109"]);
    expect(JSON.stringify(diagnostics)).not.toContain("hunter2");
    expect(diagnostics[0]?.detail).toContain("token: { secret: { env: TOKEN } }");
  },
);
