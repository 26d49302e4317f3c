import { type Tenant, type TokenScope, timestamp } from "@mlx/core";
import type { Adapters } from "../open-adapters.ts";
import { tooManyTenants } from "./errors.ts";
import type { Place } from "./find-place.ts";

export interface Tenants {
  /** The tenant of a place. It is made when somebody means to write; until then it is a namespace that holds nothing. */
  find(place: Place, scope: TokenScope): Promise<Tenant>;
}

/** Each has a connection of its own, and its share of a daemon's duties. */
const mostTenants = 256;

export function createTenants({ store, clock }: Pick<Adapters, "store" | "clock">): Tenants {
  return {
    find: async ({ org, sandbox }, scope) => {
      const known = await store.tenants.list();
      const found = known.find((tenant) => tenant.org === org && tenant.sandbox === sandbox);
      if (found !== undefined) return found;
      const tenant = {
        ...(org === undefined ? {} : { org }),
        sandbox,
        namespace: namespaceOf(store.namespace, { ...(org === undefined ? {} : { org }), sandbox }),
        createdAt: timestamp(clock.now()),
      };
      // Reading somewhere must leave nothing behind, or anybody could fill the store by asking.
      if (scope === "read") return { ...tenant, namespace: emptyNamespace(store.namespace) };
      if (known.length >= mostTenants) throw tooManyTenants(mostTenants);
      return store.tenants.add(tenant);
    },
  };
}

/**
 * Two places have two namespaces, none of them a project's: names of projects and environments hold no blanks, and
 * those of organisations and sandboxes neither blanks nor `=`.
 */
export function namespaceOf(own: string, { org, sandbox }: Place): string {
  return [own, ...(org === undefined ? [] : [`org=${org}`]), `sandbox=${sandbox}`].join(" ");
}

/** Nothing is ever written there: no sandbox has an empty name. */
function emptyNamespace(own: string): string {
  return `${own} sandbox=`;
}
