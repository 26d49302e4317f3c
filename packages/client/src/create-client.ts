import createFetch, { type Client as FetchClient } from "openapi-fetch";
import type { paths } from "./generated/api.ts";

export interface ClientOptions {
  /** Where the server answers, e.g. `http://127.0.0.1:4747`. */
  readonly url: string;
  /** That `mlx token create` printed; absent: the server asks for none. */
  readonly token?: string;
  /** The organisation; the project's own where absent. */
  readonly org?: string;
  /** The sandbox; the project's own where absent. */
  readonly sandbox?: string;
  /** In place of the global one. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

/** `GET`, `POST`, `PUT` and `DELETE` with the paths of both faces, each with its parameters, bodies and answers. */
export type Client = FetchClient<paths>;

/**
 * A client of mlx's API. What a server refuses is a value, `error`, beside `data` and `response`; only where nobody
 * answers, or who answers is no server of HTTP, `fetch` throws.
 */
export function createClient({ url, fetch, ...options }: ClientOptions): Client {
  return createFetch<paths>({
    baseUrl: url.replace(/\/+$/, ""),
    headers: headersOf(options),
    bodySerializer: writeBody,
    ...(fetch === undefined ? {} : { fetch }),
  });
}

/** What every request carries. */
export function headersOf({
  token,
  org,
  sandbox,
}: Omit<ClientOptions, "url">): Readonly<Record<string, string>> {
  return {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(org === undefined ? {} : { "x-gw-ims-org-id": org }),
    ...(sandbox === undefined ? {} : { "x-sandbox-name": sandbox }),
  };
}

/** Files make a body one of parts; anything else is JSON. */
function writeBody(body: unknown): FormData | string {
  if (body instanceof FormData) return body;
  const fields = typeof body === "object" && body !== null ? Object.entries(body) : [];
  if (!fields.some(([, value]) => value instanceof Blob)) return JSON.stringify(body);
  const form = new FormData();
  for (const [name, value] of fields)
    if (value instanceof File) form.append(name, value, value.name);
    else if (value !== undefined) form.append(name, value instanceof Blob ? value : String(value));
  return form;
}
