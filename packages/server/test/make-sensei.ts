/** Asks both faces of the API as a client would, and makes one of each resource of the Sensei API. */
import { InternalError } from "@mlx/core";
import type { Made, SenseiOperation } from "./sensei-operations.ts";

export interface Asked {
  readonly method: string;
  /** From the root of the server. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly form?: FormData;
  /** Sent as it is. */
  readonly raw?: string | Uint8Array<ArrayBuffer>;
}

export interface Told {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** `undefined` where it is no JSON object. */
  readonly json: Readonly<Record<string, unknown>> | undefined;
}

export type Ask = (asked: Asked) => Promise<Told>;

/** Rejects when there is no whole answer within the 30 s that a request may take. */
export function asker(url: string, always: Readonly<Record<string, string>> = {}): Ask {
  return async ({ method, path, headers, json, form, raw }) => {
    const body = form ?? raw ?? (json === undefined ? undefined : JSON.stringify(json));
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...always,
        ...(json === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
      redirect: "manual",
      signal: AbortSignal.timeout(30_000),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text, json: parse(text) };
  };
}

function parse(text: string): Told["json"] {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

export const nobody = "00000000-0000-4000-8000-000000000000";
export const noMade: Made = {
  engine: nobody,
  instance: nobody,
  experiment: nobody,
  run: nobody,
  model: nobody,
  transcoding: nobody,
  service: nobody,
  insight: nobody,
};

/** The path of an operation from the root of the server; `id` stands for what it names last. */
export function pathOf({ path, of, query }: SenseiOperation, made: Made): string {
  const own = of === undefined ? "" : made[of];
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    name === "id" ? own : (Object.entries(made).find(([key]) => key === name)?.[1] ?? own),
  );
  return `/data/sensei${filled}${query === undefined ? "" : `?${query(made)}`}`;
}

export function bodyOf(operation: SenseiOperation, made: Made): Pick<Asked, "json" | "form"> {
  if (operation.body === undefined) return {};
  const json = operation.body(made);
  if (operation.method !== "POST" || operation.part === undefined) return { json };
  const form = new FormData();
  form.append(operation.part, JSON.stringify(json));
  if (operation.part === "model") form.append("modelArtifact", new Blob(["weights"]), "model.onnx");
  return { form };
}

/** One of each, by POST; what cannot be made keeps an id that nobody has. */
export async function makeSensei(ask: Ask, operations: readonly SenseiOperation[]): Promise<Made> {
  const kinds: readonly (readonly [keyof Made, string])[] = [
    ["engine", "/engines"],
    ["instance", "/mlInstances"],
    ["experiment", "/experiments"],
    ["run", "/experiments/{experiment}/runs"],
    ["model", "/models"],
    ["transcoding", "/models/{id}/transcodings"],
    ["service", "/mlServices"],
    ["insight", "/insights"],
  ];
  let made = noMade;
  for (const [kind, path] of kinds) {
    const operation = operations.find((one) => one.method === "POST" && one.path === path);
    if (operation === undefined) throw new InternalError(`no operation makes ${path}`);
    const { status, json, text } = await ask({
      method: "POST",
      path: pathOf(operation, made),
      ...bodyOf(operation, made),
    });
    // No recipe converts models: see the contract, section 8.
    if (kind === "transcoding" && status === 422) continue;
    if (status !== 201) throw new InternalError(`POST ${path} answered ${status}: ${text}`);
    made = { ...made, [kind]: String(json?.id) };
  }
  return made;
}
