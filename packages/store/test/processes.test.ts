import { createFakeIds } from "@mlx/core/testing";
import { describe, expect, it } from "vitest";
import { openStore } from "../src/index.ts";
import { instance } from "../src/testing/samples.ts";
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

  it("write through the API at once, and leave no gap in a history", async () => {
    const url = folder.path("mlx.db");
    await (await openStore({ url, namespace: "test", ids: createFakeIds() })).close();
    const children = Array.from({ length: 8 }, (_, index) =>
      runChild("put-by-api", [url, "8", `jane-${index}`]),
    );
    const ends = await Promise.all(children.map((child) => child.ended()));
    expect(ends).toEqual(children.map(() => ({ code: 0, errors: "" })));
    const store = await openStore({ url, namespace: "test", ids: createFakeIds() });
    // Each came back with the id that it had, whoever put it.
    const histories = [
      await store.resources.revisions(instance("a")),
      await store.resources.revisions(instance("b")),
    ];
    for (const history of histories) {
      expect(history.map(({ revision }) => revision)).toEqual(
        history.map((_, index) => history.length - index),
      );
      expect(new Set(history.flatMap(({ resource }) => resource?.id ?? [])).size).toBe(1);
      for (const { actor, via, resource } of history)
        expect([via, resource?.wire?.body ?? { name: actor }]).toEqual(["api", { name: actor }]);
    }
    const serials = histories.flatMap((history) => history.map(({ serial }) => serial));
    expect(serials.sort((a, b) => a - b)).toEqual(Array.from({ length: 64 }, (_, index) => index + 1));
    const there = (await store.resources.unmanaged()).length + (await store.resources.deleted({})).length;
    expect(there).toBe(2);
    await store.close();
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
