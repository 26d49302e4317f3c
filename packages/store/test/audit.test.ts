import { DatabaseSync } from "node:sqlite";
import { createFakeIds } from "@mlx/core/testing";
import { describe, expect, it } from "vitest";
import { openStore } from "../src/index.ts";
import { at } from "../src/testing/samples.ts";
import { temporaryFolder } from "./temporary-folder.ts";

describe("the log of changes", () => {
  const folder = temporaryFolder();

  it("cannot be changed, and loses nothing but its beginning", async () => {
    const url = folder.path("mlx.db");
    const store = await openStore({ url, namespace: "test", ids: createFakeIds() });
    const entry = (second: number) => ({
      ...{ at: at(second), requestId: `r${second}`, user: "jane", namespace: "test", remote: "::1" },
      ...{ method: "PUT", path: "/data/sensei/engines/x", status: 200 },
    });
    await store.audit.add([1, 2, 3].map(entry));
    const database = new DatabaseSync(url);
    for (const change of [
      "update audit set record = '{}'",
      "update audit set seq = seq + 10",
      "delete from audit where seq = 2",
      "delete from audit where seq in (2, 3)",
    ])
      expect(() => database.exec(change)).toThrow("only ever appended to");
    database.close();
    expect((await store.audit.list({ limit: 9 })).map(({ requestId }) => requestId)).toEqual([
      "r3",
      "r2",
      "r1",
    ]);
    expect(await store.audit.remove(at(2))).toBe(1);
    await store.close();
  });
});
