import type { OutgoingHttpHeaders } from "node:http";
import type Docker from "dockerode";

export interface DialOptions {
  readonly method: "GET" | "POST";
  /** Ends in `?` where `query` is given. */
  readonly path: string;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly headers?: OutgoingHttpHeaders;
  /** The connection itself is wanted. */
  readonly hijack?: boolean;
  /** The answer is wanted as a stream. */
  readonly isStream?: boolean;
  /** The body, of type tar. */
  readonly file?: NodeJS.ReadableStream;
  readonly credentials?: RegistryAuth;
  /** For the classic builder: by registry. */
  readonly allCredentials?: Readonly<Record<string, RegistryAuth>>;
  readonly signal?: AbortSignal;
}

/** Credentials as the engine takes them. */
export type RegistryAuth =
  | { readonly username: string; readonly password: string; readonly serveraddress: string }
  | { readonly identitytoken: string; readonly serveraddress: string };

/**
 * A call that the client has no function for, or whose function leaves out what is needed of it.
 * Rejects as the client's own functions do.
 */
export function dial(docker: Docker, options: DialOptions): Promise<unknown> {
  const { query, credentials, allCredentials, signal, ...rest } = options;
  return new Promise((resolve, reject) => {
    docker.modem.dial(
      {
        ...rest,
        ...(query === undefined ? {} : { options: { _query: query, _body: {} } }),
        ...(credentials === undefined ? {} : { authconfig: credentials }),
        ...(allCredentials === undefined ? {} : { registryconfig: allCredentials }),
        ...(signal === undefined ? {} : { abortSignal: signal }),
        statusCodes: { 200: true, 201: true, 204: true },
      },
      (error: Error | null, result: unknown) => {
        if (error === null) resolve(result);
        else reject(error);
      },
    );
  });
}
