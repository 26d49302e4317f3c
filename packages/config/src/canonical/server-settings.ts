import type { Server } from "../generated/language.ts";
import type { ServerSettings } from "../load-options.ts";
import { canonicalSecret } from "./common.ts";
import { mebibyte } from "./instance.ts";

export const defaultServer: ServerSettings = {
  sandbox: "prod",
  maxUploadBytes: 10_240 * mebibyte,
  requestsPerMinute: 6000,
};

interface Surroundings {
  /** The folder of the file in which a part of the settings stands, relative to the project. */
  readonly folderOf: (path: readonly string[]) => string;
  /** `at`: where the path stands. */
  readonly absolute: (path: string, at: readonly string[]) => string;
}

export function canonicalServer(
  { org, sandbox, dockerRegistry, maxUploadInMB, requestsPerMinute, tls }: NonNullable<Server>,
  { folderOf, absolute }: Surroundings,
): ServerSettings {
  return {
    ...(org === undefined ? {} : { org }),
    sandbox: sandbox ?? defaultServer.sandbox,
    ...(dockerRegistry === undefined
      ? {}
      : {
          dockerRegistry: {
            host: dockerRegistry.host,
            username: dockerRegistry.username,
            password: canonicalSecret(dockerRegistry.password, {
              folder: folderOf(["server", "dockerRegistry", "password", "secret", "file"]),
            }),
          },
        }),
    maxUploadBytes:
      maxUploadInMB === undefined ? defaultServer.maxUploadBytes : Math.floor(maxUploadInMB * mebibyte),
    requestsPerMinute: requestsPerMinute ?? defaultServer.requestsPerMinute,
    ...(tls === undefined
      ? {}
      : {
          tls: {
            cert: absolute(tls.cert, ["server", "tls", "cert"]),
            key: absolute(tls.key, ["server", "tls", "key"]),
          },
        }),
  };
}
