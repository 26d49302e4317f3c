import { lookup as systemLookup } from "node:dns";
import type { LookupFunction } from "node:net";
import { isPrivateAddress } from "./private-address.ts";

export type Lookup = LookupFunction;

/** The code of the error that a guarded lookup fails with. */
export const privateAddress = "MLX_PRIVATE_ADDRESS";

/**
 * A lookup that yields no private address, for `node:http`: the connection is made to what it returns, so
 * a name that leads elsewhere the second time that it is asked for gains nothing.
 */
export function guardLookup(lookup: Lookup = systemLookup): Lookup {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) return callback(error, []);
      const all =
        typeof found === "string" ? [{ address: found, family: found.includes(":") ? 6 : 4 }] : found;
      const open = all.filter(({ address }) => !isPrivateAddress(address));
      const [first] = open;
      if (first === undefined) {
        const refusal: NodeJS.ErrnoException = Object.assign(new Error(`${hostname} is private`), {
          code: privateAddress,
        });
        return callback(refusal, []);
      }
      if (options.all === true) callback(null, open);
      else callback(null, first.address, first.family);
    });
  };
}
