import { isIP } from "node:net";

/** Whether the address, or the name, is this machine's own and reached from it alone. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, "$1").toLowerCase();
  if (isIP(bare) === 4) return bare.startsWith("127.");
  if (isIP(bare) === 6) return bare === "::1" || /^::ffff:127\./.test(bare);
  return bare === "localhost" || bare.endsWith(".localhost");
}

/** The host of a `Host` header, without its port. */
export function hostOf(header: string): string {
  return header.startsWith("[") ? header.replace(/\]:\d*$/, "]") : header.replace(/:\d*$/, "");
}
