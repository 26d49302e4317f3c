import { formatAddress, MlxError, type SearchQuery } from "@mlx/core";
import { formatQuery } from "@mlx/search";
import { describe, expect, it } from "vitest";
import { andAlso, readSearch, selectionConditions } from "./search-query.ts";

const now = Date.UTC(2026, 2, 10);
const context = { of: "runs", now, fewest: 20 } as const;

describe("a search with flags", () => {
  it("has to pass both", async () => {
    const written = await readSearch(
      { filter: "metrics.loss < 1 or task = train order by created" },
      context,
    );
    const query = andAlso(
      written,
      ...selectionConditions(
        {
          ...{ states: ["DONE", "FAILED"], triggers: ["schedule"], task: "train", backfill: "b1" },
          ...{
            experiment: formatAddress({ kind: "experiment", name: "x" }),
            since: "-1d",
            until: "2026-03-09T12:00Z",
          },
        },
        now,
      ),
    );
    expect(formatQuery(query)).toBe(
      "(metrics.loss < 1 or task = 'train') and state in ('DONE', 'FAILED') and trigger in ('schedule') and experiment = 'experiment/x' and task = 'train' and backfill = 'b1' and created >= 2026-03-09T00:00:00.000Z and created < 2026-03-09T12:00:00.000Z order by created limit 20",
    );
  });

  it("is left as it is without any", async () => {
    const query: SearchQuery = { orderBy: [], limit: 20, offset: 0 };
    expect(andAlso(await readSearch({}, context), ...selectionConditions({}, now))).toEqual(query);
  });

  it("orders by the flag first, and counts as the flag says, else as the text does", async () => {
    const text = { filter: "state = DONE order by created limit 7", orderBy: "metrics.loss desc" };
    expect(formatQuery(await readSearch(text, context))).toBe(
      "state = 'DONE' order by metrics.loss desc, created limit 7",
    );
    expect((await readSearch({ ...text, limit: 3 }, context)).limit).toBe(3);
  });

  it.each([
    [{ filter: "state = FAILD" }, "MLX2103", "--filter"],
    [{ orderBy: "metrics.loss, nothing" }, "MLX2102", "--order-by"],
    [{ orderBy: "" }, "MLX2101", "--order-by"],
  ])("says what is wrong with %o, and where", async (text, code, file) => {
    const failure = await readSearch(text, context).catch((error: unknown) => error);
    if (!(failure instanceof MlxError)) throw failure;
    expect({ code: failure.code, file: failure.diagnostics[0]?.range?.file }).toEqual({ code, file });
  });
});
