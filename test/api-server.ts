/** `mlx up` of a sandbox, and a client of what it answers over HTTP. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { type RunningMlx, type Sandbox, until } from "./sandbox.ts";

export interface ApiServer {
  /** Without a slash at its end. */
  readonly url: string;
  readonly daemon: RunningMlx;
  readonly api: Api;
}

/** A JSON object whose fields the test knows. */
export type Body = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly children: readonly Body[];
  readonly detail: string;
};

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** An empty object where the answer is no JSON. */
  readonly body: Body;
}

export interface Question {
  readonly headers?: Readonly<Record<string, string>>;
  /** Becomes JSON; text is sent as it is. */
  readonly json?: unknown;
  readonly form?: FormData;
}

export interface Api {
  ask(method: string, path: string, question?: Question): Promise<Answer>;
  /** GET, which has to be 200. */
  get(path: string): Promise<Body>;
  /** POST with the Sensei API's media type, which has to be 201. */
  make(path: string, json: unknown): Promise<Body>;
  /** The same with other headers in each request. */
  as(headers: Readonly<Record<string, string>>): Api;
}

export const senseiPath = "/data/sensei";

/** Ended by `kill -9` when the test is over, unless it has ended before. */
export async function startApi(sandbox: Sandbox, ...flags: readonly string[]): Promise<ApiServer> {
  const daemon = sandbox.start("up", "--port", "0", ...flags);
  onTestFinished(async () => {
    daemon.child.kill("SIGKILL");
    await daemon.finished;
  });
  await until("the server is up", () => / up\b/.test(daemon.output()) || daemon.child.exitCode !== null);
  const [url = expect.fail(daemon.output())] = /https?:\/\/[\d.:]+/.exec(daemon.output()) ?? [];
  return { url, daemon, api: createApi(url, {}) };
}

export function createApi(url: string, always: Readonly<Record<string, string>>): Api {
  async function ask(
    method: string,
    path: string,
    { headers = {}, json, form }: Question = {},
  ): Promise<Answer> {
    const body = form ?? (json === undefined || typeof json === "string" ? json : JSON.stringify(json));
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...always,
        ...(json === undefined ? {} : { "content-type": mediaTypeOf(path) }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
      signal: AbortSignal.timeout(60_000),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text, body: parseBody(text) };
  }
  return {
    ask,
    get: async (path) => expectStatus(200, "GET", path, await ask("GET", path)),
    make: async (path, json) => expectStatus(201, "POST", path, await ask("POST", path, { json })),
    as: (headers) => createApi(url, { ...always, ...headers }),
  };
}

function expectStatus(status: number, method: string, path: string, answer: Answer): Body {
  if (answer.status !== status) expect.fail(`${method} ${path} answered ${answer.status}: ${answer.text}`);
  return answer.body;
}

function parseBody(text: string): Body {
  const empty = { id: "", children: [], detail: "" };
  try {
    const value: unknown = JSON.parse(text);
    return Object.assign(empty, value);
  } catch {
    return empty;
  }
}

const profiles: readonly (readonly [RegExp, string])[] = [
  [/\/transcodings/, "modelTranscoding"],
  [/\/runs/, "experimentRun"],
  [/\/engines/, "engine"],
  [/\/mlInstances/, "mlInstance"],
  [/\/experiments/, "experiment"],
  [/\/models/, "model"],
  [/\/mlServices/, "mlService"],
  [/\/insights/, "insight"],
];

/** What is sent to a path. */
function mediaTypeOf(path: string): string {
  const [, profile] = profiles.find(([pattern]) => path.startsWith(senseiPath) && pattern.test(path)) ?? [];
  return profile === undefined ? "application/json" : senseiMediaType(profile);
}

export function senseiMediaType(profile: string): string {
  return `application/vnd.adobe.platform.sensei+json;profile=${profile}.v1.json`;
}

/** A zip file with these texts. */
export function zip(files: Readonly<Record<string, string>>): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "mlx-zip-"));
  try {
    const list = join(folder, "files.json");
    const made = join(folder, "made.zip");
    writeFileSync(list, JSON.stringify(files));
    const code =
      "import json,sys,zipfile\nwith zipfile.ZipFile(sys.argv[2],'w') as z:\n for n,t in json.load(open(sys.argv[1])).items(): z.writestr(n,t)";
    const { status, stderr } = spawnSync("python3", ["-c", code, list, made], {
      encoding: "utf8",
      cwd: dirname(made),
    });
    if (status !== 0) expect.fail(stderr);
    return readFileSync(made);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A form with one JSON part and files. */
export function formOf(
  part: string,
  json: unknown,
  files: Readonly<Record<string, { readonly name: string; readonly content: Buffer | string }>> = {},
): FormData {
  const form = new FormData();
  form.append(part, JSON.stringify(json));
  for (const [field, { name, content }] of Object.entries(files)) {
    const bytes = typeof content === "string" ? Buffer.from(content) : content;
    form.append(field, new Blob([new Uint8Array(bytes)], { type: "application/octet-stream" }), name);
  }
  return form;
}
