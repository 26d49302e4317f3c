import { expect, it } from "vitest";
import { load } from "./load.ts";

it.each([
  ["a webhook's secret", "webhooks: { a: { url: https://x.example, secret: hunter2 } }"],
  ["a URL with a password", 'webhooks: { a: { url: "https://ann:hunter2@x.example" } }'],
  ["a URL with a key in its query", 'webhooks: { a: { url: "https://x.example/?token=hunter2" } }'],
  ["a mail server's password", "smtp: { host: m, from: a@b, user: u, password: hunter2 }"],
])("the excerpt of a finding about %s does not show it", async (_, text) => {
  const { diagnostics } = await load(`notifications: { ${text} }\n`);
  expect(diagnostics.map(({ code }) => code)).toEqual(["MLX1109"]);
  expect(JSON.stringify(diagnostics)).not.toContain("hunter2");
});

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
