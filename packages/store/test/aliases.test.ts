import { createFakeIds } from "@mlx/core/testing";
import { describe, expect, it } from "vitest";
import { openStore } from "../src/index.ts";
import { at, champion, externalVersion } from "../src/testing/samples.ts";
import { runChild } from "./run-child.ts";
import { temporaryFolder } from "./temporary-folder.ts";

describe("many who move one alias", () => {
  const folder = temporaryFolder();

  const openWithVersions = async () => {
    const store = await openStore({ url: folder.path("mlx.db"), namespace: "test", ids: createFakeIds() });
    for (const id of [1, 2]) await store.models.add(externalVersion(id, "x"), at(id));
    return store;
  };

  it("have one winner each time: 48 clients of 8 processes", { timeout: 240_000 }, async () => {
    const store = await openWithVersions();
    const rounds = 40;
    const children = Array.from({ length: 8 }, (_, index) =>
      runChild("win-alias", [folder.path("mlx.db"), "6", String(rounds), `p${index}`]),
    );
    const ends = await Promise.all(children.map((child) => child.ended()));
    expect(ends).toEqual(children.map(() => ({ code: 0, errors: "" })));
    const said = children.flatMap((child) => child.lines());
    const won = said.filter((line) => !line.startsWith("refused")).map(Number);
    const moves = await store.models.aliasMovesAfter(0, 1000);
    // Who had looked before the last move may win once more.
    expect(moves.length).toBeGreaterThanOrEqual(rounds);
    expect(won.sort((a, b) => a - b)).toEqual(moves.map(({ seq }) => seq));
    // Each went on from where the one before had ended.
    expect(moves.map(({ from }) => from)).toEqual([undefined, ...moves.slice(0, -1).map(({ to }) => to)]);
    expect((await store.models.byAlias("x", "champion"))?.version).toBe(moves.at(-1)?.to);
    await store.close();
  });

  it("are refused but for one, where all have seen the same", async () => {
    const store = await openWithVersions();
    const clients = await Promise.all(
      Array.from({ length: 50 }, () =>
        openStore({ url: folder.path("mlx.db"), namespace: "test", ids: createFakeIds() }),
      ),
    );
    for (const [round, from] of [undefined, 1, 2].entries()) {
      const to = from === 1 ? 2 : 1;
      const move = champion("x", { ...(from === undefined ? {} : { from }), to });
      const tries = await Promise.allSettled(
        clients.map((client, index) => client.models.moveAlias({ ...move, actor: `client ${index}` })),
      );
      const winners = tries.flatMap((one) => (one.status === "fulfilled" ? [one.value.actor] : []));
      const codes = tries.flatMap((one) => (one.status === "rejected" ? [one.reason.code] : []));
      expect(codes).toEqual(Array.from({ length: 49 }, () => "MLX5030"));
      const [last, ...before] = await store.models.aliasMoves({}, { limit: 9 });
      expect([last?.actor, before.length]).toEqual([winners[0], round]);
    }
    for (const client of [...clients, store]) await client.close();
  });
});
