import { listTokens, openAccess, openAuditLog, type Project } from "@mlx/app";
import { timestamp } from "@mlx/core";
import { openToAll, withoutTokens } from "./errors.ts";
import type { Faces } from "./http/add-faces.ts";
import { unwrap } from "./http/unwrap.ts";
import { isLoopback } from "./loopback.ts";
import { readTls, type TlsFiles } from "./tls/read-tls.ts";

/** How the API of a project is served. */
export interface ApiOptions {
  readonly project: Project;
  /** Whether a token is asked for; absent: unless only this machine can ask. */
  readonly auth?: boolean;
  /** Paths of PEM files, over those of the project's settings; absent there too: plain HTTP. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Told, while it serves, of what cannot be done. */
  readonly onProblem: (message: string) => void;
}

export interface OpenFaces {
  readonly faces: Faces;
  readonly tls?: TlsFiles;
  readonly auth: boolean;
  /** What whoever starts the server should know, a sentence each. */
  readonly warnings: readonly string[];
  close(): Promise<void>;
}

/** What the API is served with on `host`. Failures: 8532 to 8536. */
export async function openFaces(
  { project, auth: asked, tls: given, onProblem }: ApiOptions,
  host: string,
): Promise<OpenFaces> {
  const here = isLoopback(host);
  const auth = asked ?? !here;
  if (!auth && !here) throw openToAll(host);
  const { server } = (await project.configuration()).settings;
  const files = given ?? server.tls;
  const tls = files === undefined ? undefined : await readTls(files, Date.now());
  const isUsable = auth ? await hasToken(project) : true;
  if (!isUsable && !here) throw withoutTokens(host);
  const access = await openAccess(project, { auth });
  const audit = await openAuditLog(project, onProblem);
  return {
    faces: { project, access, audit, requestsPerMinute: server.requestsPerMinute },
    ...(tls === undefined ? {} : { tls }),
    auth,
    warnings: [
      ...(isUsable
        ? []
        : ["there is no token yet, so the API lets nobody in: `mlx token create USER` makes one"]),
      ...(here || tls !== undefined
        ? []
        : [
            "plain HTTP beyond this machine: whoever sees the traffic can read it, and use the tokens in it; `--tls-cert` and `--tls-key` make it HTTPS, or let a reverse proxy on this machine do that",
          ]),
    ],
    close: () => audit.close(),
  };
}

async function hasToken(project: Project): Promise<boolean> {
  const now = timestamp(Date.now());
  return unwrap(await listTokens(project)).some(
    ({ revokedAt, expiresAt }) => revokedAt === undefined && (expiresAt === undefined || expiresAt > now),
  );
}
