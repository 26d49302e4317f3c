/**
 * The examples of the pages about the API, as a reader would paste them. The blocks of a page that are ```bash and
 * hold `curl` (or `mlx`) run one after the other in one shell, `$MLX` being the server; an answer that is no success
 * fails, unless the block says with `# answers 412` which it is.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { zip } from "./api-server.ts";
import { binary, environment, repository } from "./sandbox.ts";
import { datasetFiles, recipeFiles } from "./sensei-recipe.ts";
import { openShared, type SharedApi } from "./shared-api.ts";

// The client's page has its test beside the client.
const pages = ["sensei-api", "api"].filter((page) => existsSync(pathOf(page)));

function pathOf(page: string): string {
  return join(repository, "docs", `${page}.md`);
}

interface Example {
  readonly line: number;
  readonly script: string;
}

function examplesOf(page: string): readonly Example[] {
  const text = readFileSync(pathOf(page), "utf8");
  return [...text.matchAll(/^```bash\n(.*?)^```$/gms)].flatMap(({ 1: script = "", index }) =>
    /\bcurl\b|\bmlx\b/.test(script) ? [{ line: text.slice(0, index).split("\n").length, script }] : [],
  );
}

describe.each(pages)("docs/%s.md", (page) => {
  let shared: SharedApi;
  beforeAll(async () => {
    shared = await openShared([], {
      ...datasetFiles,
      ...Object.fromEntries(Object.entries(recipeFiles).map(([file, text]) => [`recipe/${file}`, text])),
    });
    writeFileSync(join(shared.folder, "recipe.zip"), zip(recipeFiles));
  });
  afterAll(() => shared.close());

  test("its examples work in their order", { timeout: 600_000 }, () => {
    const examples = examplesOf(page);
    expect(examples.length).toBeGreaterThan(0);
    const steps = examples.map(({ line, script }) => {
      const [, status] = /# answers (\d{3})/.exec(script) ?? [];
      const body = status === undefined ? script : `expected=${status}\n${script}\nexpected=\n`;
      return `echo "=== docs/${page}.md:${line}" >&2\n${body}`;
    });
    const { status, stdout, stderr } = spawnSync("bash", ["-eu", "-o", "pipefail"], {
      input: `${prelude}\n${steps.join("\n")}`,
      encoding: "utf8",
      cwd: shared.folder,
      env: { ...environment(), MLX: shared.url },
      timeout: 590_000,
    });
    if (status !== 0) expect.fail(`${stderr.slice(-3000)}\n${stdout.slice(-2000)}`);
  });
});

/** `curl` that fails with an answer that is not what it should be, and the `mlx` that is tested. */
const prelude = `
expected=
curl() {
  if [ -n "$expected" ]; then
    [ "$(command curl -sS -o answer.json -w '%{http_code}' "$@")" = "$expected" ] || { cat answer.json >&2; return 1; }
  else
    command curl -sS --fail-with-body "$@"
  fi
}
mlx() { ${JSON.stringify(process.execPath)} ${JSON.stringify(binary)} "$@"; }
`;
