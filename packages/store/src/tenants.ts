import type { Tenant, TenantStore } from "@mlx/core";
import { sql } from "kysely";
import type { Database, Queries } from "./database.ts";
import { rememberSelect } from "./remember-select.ts";
import type { Row } from "./tables.ts";
import { withoutNulls } from "./without-nulls.ts";

/** The namespaces that belong to this one. */
export function createTenantStore({ namespace, glance, write }: Database): TenantStore {
  return {
    add: (tenant) => write((queries) => addTenant(queries, namespace, tenant)),
    list: () => glance((look) => selectAll(look, namespace).map(toTenant)),
  };
}

async function addTenant(queries: Queries, namespace: string, tenant: Tenant): Promise<Tenant> {
  const { org = null, sandbox } = tenant;
  const known = await queries
    .selectFrom("tenants")
    .selectAll()
    .where("namespace", "=", namespace)
    .where(sql`ifnull(org, '')`, "=", org ?? "")
    .where("sandbox", "=", sandbox)
    .executeTakeFirst();
  if (known !== undefined) return toTenant(known);
  await queries
    .insertInto("tenants")
    .values({ namespace, org, sandbox, tenant: tenant.namespace, created_at: tenant.createdAt })
    .execute();
  return tenant;
}

const selectAll = rememberSelect((builder, namespace: string) =>
  builder.selectFrom("tenants").selectAll().where("namespace", "=", namespace).orderBy("seq"),
);

function toTenant({ org, sandbox, tenant, created_at }: Row<"tenants">): Tenant {
  return withoutNulls({ org, sandbox, namespace: tenant, createdAt: created_at });
}
