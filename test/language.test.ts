import { expect, test } from "vitest";
import { createSandbox } from "./sandbox.ts";

const recipe = "recipes: { r: { type: Python, source: . } }\n";

test.each<[string, string | Buffer, string, RegExp]>([
  ["does not parse", "project: x\nrecipes:\n  r: { type: Python\n", "mlx.yaml", /mlx\.yaml:\d+:\d+/],
  ["has a key twice", "project: x\nproject: y\n", "MLX1", /mlx\.yaml:2:1/],
  [
    "has an unknown key",
    "project: x\nrecipes: { r: { typ: Python, source: . } }\n",
    "type",
    /mlx\.yaml:2:17/,
  ],
  ["has a value of the wrong type", "project: x\ndatasets: { d: { path: [1] } }\n", "path", /mlx\.yaml:2:24/],
  [
    "has an unknown enum value",
    "project: x\nrecipes: { r: { type: Pyton, source: . } }\n",
    "Python",
    /mlx\.yaml:2:23/,
  ],
  [
    "refers to nothing",
    `project: x\n${recipe}instances: { i: { recipe: s, tasks: {} } }\n`,
    "no recipe",
    /mlx\.yaml:3:27/,
  ],
  ["needs a variable", "project: x\ndatasets: { d: { path: '${var.data}' } }\n", "data", /mlx\.yaml:2/],
  [
    "has a secret in the open",
    `project: x\n${recipe}instances: { i: { recipe: r, tasks: { train: { parameters: { password: hunter2 } } } } }\n`,
    "secret",
    /mlx\.yaml:3/,
  ],
  ["is in another encoding", Buffer.from([0x70, 0x3a, 0x20, 0xff, 0xfe]), "UTF-8", /mlx\.yaml/],
])("a file that %s", async (_, text, says, place) => {
  const sandbox = createSandbox();
  sandbox.write({ "train.py": "" });
  const { writeFileSync } = await import("node:fs");
  writeFileSync(sandbox.path("mlx.yaml"), text);
  const { code, stdout, stderr } = await sandbox.mlx("validate");
  expect([code, stdout + stderr]).toEqual([3, expect.stringContaining(says)]);
  expect(stdout + stderr).toMatch(place);
  expect(stdout + stderr).not.toMatch(/at .*\.js:\d+/);
  expect((await sandbox.mlx("plan")).code).toBe(3);
  expect((await sandbox.mlx("apply", "--yes")).code).toBe(3);
});

test("all findings come at once, and each can be explained", async () => {
  const sandbox = createSandbox();
  sandbox.write({
    "mlx.yaml": "project: x\nrecipes: { r: { typ: Python, source: . } }\n",
    "b.mlx.yaml": "instances: { i: { recipe: nowhere } }\n",
  });
  const { diagnostics } = (await sandbox.json("validate")) as {
    diagnostics: { code: string; range: { file: string } }[];
  };
  expect(new Set(diagnostics.map(({ range }) => range.file))).toEqual(new Set(["mlx.yaml", "b.mlx.yaml"]));
  for (const { code } of diagnostics) {
    const explained = await sandbox.mlx("explain", code);
    expect([explained.code, explained.stdout]).toEqual([0, expect.stringContaining(code)]);
  }
});

test("a name in two files shows both places", async () => {
  const sandbox = createSandbox();
  sandbox.write({
    "mlx.yaml": "project: x\ndatasets: { d: { path: a.csv } }\n",
    "b.mlx.yaml": "datasets: { d: { path: b.csv } }\n",
  });
  const { code, stderr, stdout } = await sandbox.mlx("validate");
  expect(code).toBe(3);
  expect(stdout + stderr).toMatch(/b\.mlx\.yaml:1/);
  expect(stdout + stderr).toMatch(/mlx\.yaml:2/);
});

test("alias bombs and files over 10 MiB are refused", async () => {
  const sandbox = createSandbox();
  const bomb = ["a0: &a0 [x,x,x,x,x,x,x,x,x]"];
  for (let n = 1; n < 9; n += 1)
    bomb.push(
      `a${n}: &a${n} [${Array(9)
        .fill(`*a${n - 1}`)
        .join(",")}]`,
    );
  sandbox.write({ "mlx.yaml": `project: x\n${bomb.join("\n")}\n` });
  expect((await sandbox.mlx("validate")).code).toBe(3);
  sandbox.write({ "mlx.yaml": "project: x\n", "big.mlx.yaml": `# ${"x".repeat(10 * 2 ** 20)}\n` });
  const { code, stdout, stderr } = await sandbox.mlx("validate");
  expect([code, stdout + stderr]).toEqual([3, expect.stringContaining("10 MiB")]);
});

test("fmt lays files out, keeps their comments, and changes nothing that is planned", async () => {
  const sandbox = createSandbox({ example: "hello" });
  await sandbox.mlx("apply", "--yes");
  sandbox.write({ "mlx.yaml": `# kept\n${sandbox.read("mlx.yaml").replaceAll("  ", "    ")}` });
  expect((await sandbox.mlx("fmt", "--check")).code).not.toBe(0);
  expect((await sandbox.mlx("fmt")).code).toBe(0);
  expect((await sandbox.mlx("fmt", "--check")).code).toBe(0);
  expect(sandbox.read("mlx.yaml")).toContain("# kept");
  expect((await sandbox.mlx("plan", "--detailed-exitcode")).code).toBe(0);
});

test("config shows the merged configuration and where each value is from", async () => {
  const sandbox = createSandbox();
  sandbox.write({
    "mlx.yaml": `project: x
variables: { file: { type: string, default: a.csv } }
environments: { prod: { variables: { file: b.csv } } }
datasets: { d: { path: "\${var.file}" } }
`,
  });
  expect((await sandbox.mlx("config")).stdout).toContain("a.csv");
  expect((await sandbox.mlx("config", "--env", "prod", "--origin")).stdout).toMatch(/b\.csv[\s\S]*mlx\.yaml/);
  expect((await sandbox.mlx("config", "--var", "file=c.csv")).stdout).toContain("c.csv");
  const unknown = await sandbox.mlx("config", "--env", "prd");
  expect([unknown.code, unknown.stderr + unknown.stdout]).toEqual([3, expect.stringContaining("prod")]);
});
