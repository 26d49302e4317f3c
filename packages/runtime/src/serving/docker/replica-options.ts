import type Docker from "dockerode";

/** Images of SageMaker listen there. */
export const servePort = 8080;
const exposed = `${servePort}/tcp`;

/**
 * The container of a replica. One without a network gets the serving network; one with a network has its
 * port published on loopback, by any number that is free.
 */
export function replicaOptions(
  options: Docker.ContainerCreateOptions,
  { env, network }: { readonly env: readonly string[]; readonly network: string },
): Docker.ContainerCreateOptions {
  const host = options.HostConfig ?? {};
  const isOpen = host.NetworkMode !== undefined && host.NetworkMode !== "none";
  return {
    ...options,
    Env: [...env],
    ExposedPorts: { [exposed]: {} },
    HostConfig: {
      ...host,
      ...(isOpen
        ? { PortBindings: { [exposed]: [{ HostIp: "127.0.0.1", HostPort: "" }] } }
        : { NetworkMode: network }),
    },
  };
}

/** Where this machine reaches it; `undefined` where the engine does not say. */
export function replicaUrl({ NetworkSettings }: Docker.ContainerInspectInfo): string | undefined {
  const published = NetworkSettings.Ports[exposed]?.find(({ HostPort }) => HostPort !== "");
  if (published !== undefined) return `http://127.0.0.1:${published.HostPort}`;
  const address = Object.values(NetworkSettings.Networks).find(({ IPAddress }) => IPAddress !== "");
  return address === undefined ? undefined : `http://${address.IPAddress}:${servePort}`;
}
