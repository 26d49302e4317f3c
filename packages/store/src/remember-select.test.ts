import { InternalError } from "@mlx/core";
import { Kysely } from "kysely";
import { beforeEach, describe, expect, it } from "vitest";
import { type Glance, rememberSelect, rememberSelects } from "./remember-select.ts";
import { openConnection } from "./sqlite/connection.ts";
import { sqliteDialect } from "./sqlite/dialect.ts";
import type { Tables } from "./tables.ts";

describe("a select that is remembered", () => {
  let glance: Glance;
  let asked: string[];
  beforeEach(async () => {
    const builder = new Kysely<Tables>({ dialect: sqliteDialect(await openConnection(":memory:")) });
    asked = [];
    glance = {
      builder,
      all: ({ sql, parameters }) => {
        asked.push(`${sql} ${JSON.stringify(parameters)}`);
        return [];
      },
    };
  });

  it("is built once, whatever the values", () => {
    let built = 0;
    const select = rememberSelect((builder, id: string, limit: number) => {
      built += 1;
      return builder.selectFrom("runs").select("seq").where("id", "=", id).limit(limit);
    });
    select(glance, "a", 1);
    select(glance, "b", 2);
    expect([built, asked]).toEqual([
      1,
      [
        'select "seq" from "runs" where "id" = ? limit ? ["a",1]',
        'select "seq" from "runs" where "id" = ? limit ? ["b",2]',
      ],
    ]);
  });

  it("is built once for each shape", () => {
    const select = rememberSelects();
    const byState = (states: readonly ("DONE" | "FAILED")[]) =>
      select(glance, String(states.length), states, () =>
        glance.builder.selectFrom("runs").select("seq").where("state", "in", states),
      );
    byState(["DONE"]);
    byState(["DONE", "FAILED"]);
    byState(["FAILED"]);
    expect(asked).toEqual([
      'select "seq" from "runs" where "state" in (?) ["DONE"]',
      'select "seq" from "runs" where "state" in (?, ?) ["DONE","FAILED"]',
      'select "seq" from "runs" where "state" in (?) ["FAILED"]',
    ]);
  });

  it("is refused where its values are others, or in another order", () => {
    const other = rememberSelect((builder, _: string) =>
      builder.selectFrom("runs").select("seq").where("id", "=", "always this"),
    );
    const swapped = rememberSelect((builder, limit: number, id: string) =>
      builder.selectFrom("runs").select("seq").where("id", "=", id).limit(limit),
    );
    expect(() => other(glance, "x")).toThrow(InternalError);
    expect(() => swapped(glance, 1, "x")).toThrow(InternalError);
  });
});
