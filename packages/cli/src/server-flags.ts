import { resolve } from "node:path";
import type { Result } from "@mlx/core";
import type { Flags, InputOf } from "./define-command.ts";
import { usageInvalid } from "./errors.ts";

const defaultHost = "127.0.0.1";
const defaultPort = 4747;

export const serverFlags = {
  host: { type: "string", value: "ADDRESS", summary: `where it answers over HTTP (${defaultHost})` },
  port: {
    type: "count",
    value: "N",
    most: 65_535,
    summary: `the port there (${defaultPort}); 0 takes one that is free`,
  },
  apiOnly: { type: "boolean", summary: "serve the API and do nothing else: no schedules, no runs" },
  auth: { type: "boolean", summary: "ask for a token on this machine too" },
  noAuth: {
    type: "boolean",
    summary: "let everybody in who reaches it; on this machine alone, and the default there",
  },
  tlsCert: {
    type: "string",
    value: "FILE",
    summary: "answer over HTTPS with this PEM certificate",
    completes: "file",
  },
  tlsKey: { type: "string", value: "FILE", summary: "its private key, PEM", completes: "file" },
} as const satisfies Flags;

/** Where and for whom is served. */
export interface ServerSettings {
  readonly host: string;
  readonly port: number;
  /** Absent: unless only this machine can ask. */
  readonly auth?: boolean;
  /** Absolute. */
  readonly tls?: { readonly cert: string; readonly key: string };
}

/** Failure: 8100. */
export function parseServerFlags(
  {
    host = defaultHost,
    port = defaultPort,
    auth,
    noAuth,
    tlsCert,
    tlsKey,
  }: InputOf<Record<never, never>, typeof serverFlags>,
  cwd: string,
): Result<ServerSettings> {
  const refuse = (summary: string) => ({
    ok: false as const,
    failure: usageInvalid(summary, "mlx up [FLAGS]", "mlx up --help"),
  });
  if (auth && noAuth) return refuse("`--auth` and `--no-auth` contradict each other");
  if ((tlsCert === undefined) !== (tlsKey === undefined))
    return refuse(
      `\`${tlsCert === undefined ? "--tls-key" : "--tls-cert"}\` needs \`${tlsCert === undefined ? "--tls-cert" : "--tls-key"}\` too`,
    );
  const tls =
    tlsCert === undefined || tlsKey === undefined
      ? {}
      : { tls: { cert: resolve(cwd, tlsCert), key: resolve(cwd, tlsKey) } };
  return { ok: true, value: { host, port, ...(auth || noAuth ? { auth } : {}), ...tls } };
}

/** What the server takes of them. */
export function apiOf({ auth, tls }: ServerSettings): Pick<ServerSettings, "auth" | "tls"> {
  return { ...(auth === undefined ? {} : { auth }), ...(tls === undefined ? {} : { tls }) };
}

/** The words that say the same to another mlx. */
export function wordsOfServer({ host, port, auth, tls }: ServerSettings): readonly string[] {
  return [
    ...["--host", host, "--port", port.toString()],
    ...(auth === undefined ? [] : [auth ? "--auth" : "--no-auth"]),
    ...(tls === undefined ? [] : ["--tls-cert", tls.cert, "--tls-key", tls.key]),
  ];
}
