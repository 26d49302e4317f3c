import { createFakeIds } from "@mlx/core/testing";
import { describe, expect, it } from "vitest";
import { openStore } from "../src/index.ts";
import { runChild } from "./run-child.ts";
import { temporaryFolder } from "./temporary-folder.ts";

describe("several processes", () => {
  const folder = temporaryFolder();

  it("may open a fresh file at once", async () => {
    const children = Array.from({ length: 6 }, () => runChild("open-store", [folder.path("new", "mlx.db")]));
    const ends = await Promise.all(children.map((child) => child.ended()));
    expect(ends).toEqual(children.map(() => ({ code: 0, errors: "" })));
    expect(new Set(children.flatMap((child) => child.lines())).size).toBe(1);
  });

  it("win each serial once", async () => {
    const url = folder.path("mlx.db");
    const children = ["a", "b"].map((name) => runChild("win-serials", [url, "40", name]));
    const ends = await Promise.all(children.map((child) => child.ended()));
    expect(ends).toEqual(children.map(() => ({ code: 0, errors: "" })));
    const won = children.flatMap((child) => child.lines().map(Number));
    expect(won.sort((a, b) => a - b)).toEqual(Array.from({ length: 80 }, (_, index) => index + 1));
    const store = await openStore({ url, namespace: "test", ids: createFakeIds() });
    expect((await store.applies.list({ limit: 100 })).map(({ serial }) => serial)).toEqual(won.reverse());
    expect((await store.resources.list()).map(({ revision }) => revision)).toEqual([40, 40]);
    await store.close();
  });
});
