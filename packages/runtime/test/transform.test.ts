import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DatasetFile, TaskSubmission, TransformSpec } from "@mlx/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createProcessHarness, type ProcessHarness } from "./process-harness.ts";

/** Doubles each line; fails once for a line `flaky`, always for `bad` (400) and `broken` (500), ends for `die`. */
const serve = `import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
seen = set()
class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_GET(self):
        self.answer(200, "")
    def do_POST(self):
        text = self.rfile.read(int(self.headers["Content-Length"])).decode()
        lines = text.splitlines()
        if "die" in lines:
            os._exit(5)
        if "bad" in lines:
            return self.answer(400, "bad rows")
        if "broken" in lines or ("flaky" in lines and "flaky" not in seen):
            seen.update(lines)
            return self.answer(500, "once more")
        facts = [os.environ[name] for name in ("SAGEMAKER_BATCH", "SAGEMAKER_BATCH_STRATEGY")]
        self.answer(200, f"{self.headers['Content-Type']} {','.join(facts)}: " + "|".join(lines))
    def answer(self, status, text):
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *args):
        pass
ThreadingHTTPServer((os.environ["MLX_SERVE_HOST"], int(os.environ["MLX_SERVE_PORT"])), Handler).serve_forever()
`;

let harness: ProcessHarness;
let made = 0;
beforeAll(async () => {
  harness = await createProcessHarness();
});
afterAll(() => harness.close());

async function transform(
  files: Readonly<Record<string, string>>,
  over: Partial<TransformSpec> = {},
): Promise<{
  readonly code: number | null;
  readonly failure: string;
  readonly output: Record<string, string>;
}> {
  const { executor } = harness;
  made += 1;
  const folder = await harness.makeFolder();
  const inputs = Object.entries(files).map(([name, text]): DatasetFile => {
    const path = join(folder, name);
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, text);
    const { size, mtimeMs } = statSync(path);
    return { name, path, size, modifiedAt: mtimeMs };
  });
  const submission: TaskSubmission = {
    runId: `${made.toString().padStart(8, "0")}-0000-4000-8000-000000000000`,
    attempt: 1,
    task: "score",
    trigger: "manual",
    recipe: "doubler",
    recipeType: "Python",
    instance: "doubler",
    origin: { source: "recipe" },
    source: await harness.addSource({ "serve.py": serve }),
    parameters: {},
    env: {},
    secretValues: [],
    inputs: { score: inputs },
    outputChannels: ["predictions"],
    transform: {
      ...{ split: "lines", contentType: "text/csv", maxPayload: 6, maxConcurrent: 3, timeoutSeconds: 20 },
      ...over,
    },
    timeoutSeconds: 60,
    stopGraceSeconds: 5,
  };
  const handle = await executor.submit(submission);
  const { exitCode } = await executor.wait(handle, AbortSignal.timeout(50_000));
  const { outputFolders, failure = "" } = await executor.collect(handle);
  const results = outputFolders.predictions ?? "";
  const names = readdirSync(results, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const output = names.map(({ parentPath, name }) => {
    const path = join(parentPath, name);
    return [path.slice(results.length + 1), readFileSync(path, "utf8")] as const;
  });
  return { code: exitCode, failure, output: Object.fromEntries(output.sort()) };
}

const said = "text/csv true,MultiRecord: ";

test("lines are sent as many at once as fit, and the answers come in their order", async () => {
  const { code, output } = await transform({
    "a.csv": "1\n2\n3\n4\n5\n6\n7",
    "sub/b.csv": "x\n",
    "empty.csv": "",
  });
  expect(code).toBe(0);
  expect(output).toEqual({
    "a.csv.out": `${said}1|2|3\n${said}4|5|6\n${said}7\n`,
    "empty.csv.out": "",
    "sub/b.csv.out": `${said}x\n`,
  });
});

test("a file is one request", async () => {
  const { code, output } = await transform(
    { "a.txt": "1\n2\n" },
    { split: "file", contentType: "text/plain", maxPayload: 100 },
  );
  expect({ code, output }).toEqual({
    code: 0,
    output: { "a.txt.out": "text/plain true,SingleRecord: 1|2" },
  });
});

test("an answer of 500 is tried again, also when it helps only then", async () => {
  expect(await transform({ a: "flaky\n" })).toMatchObject({ code: 0, output: { "a.out": `${said}flaky\n` } });
  expect(await transform({ a: "broken" }, { maxPayload: 10 })).toMatchObject({
    code: 1,
    failure: "a could not be transformed. It was answered with 500: once more.",
  });
});

test("what cannot go better fails the run, and says why", async () => {
  expect(await transform({ a: "1\nbad\n" })).toMatchObject({
    code: 1,
    failure: "a could not be transformed. It was answered with 400: bad rows.",
  });
  expect(await transform({ a: "1\nmuch too long\n" })).toMatchObject({
    code: 1,
    failure:
      "a could not be transformed. Line 2 is longer than a request may be, 6 bytes: raise `maxPayloadInMB`.",
  });
  expect((await transform({ a: "die\n" })).failure).toBe(
    "The serve program ended before all was answered (exit code 5).",
  );
});

test("an output that cannot be written fails the run, and says why", async () => {
  const { code, failure } = await transform({ ["n".repeat(254)]: "1\n" });
  expect({ code, failure }).toEqual({
    code: 1,
    failure: expect.stringMatching(/^The transform failed: ENAMETOOLONG: name too long, open '.*n\.out'\.$/),
  });
});
