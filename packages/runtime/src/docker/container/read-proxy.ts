/** What `container.proxy: inherit` hands on of mlx's own environment. */
import { realpath } from "node:fs/promises";
import type { ContainerSpec } from "@mlx/core";
import type { Variables } from "../../contract/contract-variables.ts";
import type { Mount } from "./container-mounts.ts";

export interface InheritedProxy {
  readonly variables: Variables;
  /** Those with a password in them. */
  readonly secretVariables: Variables;
  /** The certificate bundles that the variables name. */
  readonly mounts: readonly Mount[];
}

const proxyNames = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"];
const bundleNames = ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"];

export async function readProxy(
  proxy: ContainerSpec["proxy"],
  processEnv: Readonly<Record<string, string | undefined>>,
): Promise<InheritedProxy> {
  if (proxy === undefined) return { variables: {}, secretVariables: {}, mounts: [] };
  const { plain, secret } = proxyVariables(processEnv);
  const variables: Record<string, string> = { ...plain };
  const mounts: Mount[] = [];
  for (const name of bundleNames) {
    const source = await realpath(processEnv[name] || "/nonexistent").catch(() => undefined);
    if (source === undefined) continue;
    const target = `/run/mlx/certificates/${name}.pem`;
    variables[name] = target;
    mounts.push({ source, target, readOnly: true });
  }
  return { variables, secretVariables: secret, mounts };
}

/** In both spellings, whichever was set: programs differ in the one that they read. */
function proxyVariables(processEnv: Readonly<Record<string, string | undefined>>) {
  const plain: Record<string, string> = {};
  const secret: Record<string, string> = {};
  for (const name of proxyNames) {
    const lower = name.toLowerCase();
    const value = processEnv[lower] || processEnv[name];
    if (value === undefined || value === "") continue;
    const variables = value.includes("@") ? secret : plain;
    variables[name] = value;
    variables[lower] = value;
  }
  return { plain, secret };
}
