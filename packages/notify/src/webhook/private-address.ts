import { BlockList, isIP } from "node:net";

/**
 * Whether an IP address leads to this machine or a network of its own, or is of no public use: loopback,
 * private, link-local (where clouds answer with credentials), unique local, multicast, reserved; also as
 * an IPv4 address inside an IPv6 one. What is no address counts as private.
 */
export function isPrivateAddress(address: string): boolean {
  const [bare = ""] = address.split("%");
  const version = isIP(bare);
  if (version === 0) return true;
  return notPublic.check(bare, version === 4 ? "ipv4" : "ipv6");
}

/** IANA's special-purpose registries, but for those that are reachable from everywhere. */
const subnets4: readonly (readonly [string, number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
  // The host of an Azure machine, which hands out its settings.
  ["168.63.129.16", 32],
];

const subnets6: readonly (readonly [string, number])[] = [
  // Unspecified, loopback, and IPv4 addresses in the form that is not used any more.
  ["::", 96],
  ["64:ff9b:1::", 48],
  ["100::", 64],
  // Teredo and 6to4 carry an IPv4 address that a relay would connect to.
  ["2001::", 32],
  ["2002::", 16],
  ["2001:db8::", 32],
  ["3fff::", 20],
  ["5f00::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["fec0::", 10],
  ["ff00::", 8],
];

const notPublic = makeBlockList();

function makeBlockList(): BlockList {
  const list = new BlockList();
  for (const [network, bits] of subnets4) {
    // Also decides on `::ffff:a.b.c.d`.
    list.addSubnet(network, bits, "ipv4");
    // What a translating network (NAT64) makes of it.
    list.addSubnet(`64:ff9b::${network}`, 96 + bits, "ipv6");
  }
  for (const [network, bits] of subnets6) list.addSubnet(network, bits, "ipv6");
  return list;
}
