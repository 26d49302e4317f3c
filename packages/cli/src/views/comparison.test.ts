import type { Comparison } from "@mlx/app";
import { expect, test } from "vitest";
import { viewOf } from "../../test/values.ts";
import { renderComparison } from "./comparison.ts";
import { widthOf } from "./layout.ts";

const two: Comparison = {
  names: ["run 3f2a91bc", "model/retail-default@v12"],
  metrics: [
    {
      ...{ name: "RMSE", goal: "min", differs: true, best: [1] },
      ...{ values: [90000, 85500], differences: [0, -4500], relative: [0, -0.05] },
    },
    {
      ...{ name: "bias", differs: true, best: [] },
      ...{ values: [0, undefined], differences: [0, undefined], relative: [undefined, undefined] },
    },
  ],
  sections: [
    { name: "parameters", rows: [{ name: "depth", values: ["3", "4"], differs: true }] },
    {
      name: "environment",
      rows: [{ name: "scikit-learn", values: ["1.7.2", undefined], differs: true }],
    },
    {
      name: "command",
      rows: [
        {
          name: "command",
          values: ["python train.py --with a_very_long_option=that_goes_on", "python train.py"],
          differs: true,
        },
      ],
    },
  ],
};

const three: Comparison = {
  names: [...two.names, "run 77aa01de"],
  metrics: [
    {
      ...{ name: "RMSE", goal: "min", differs: true, best: [1] },
      ...{ values: [90000, 85500, 91000], differences: [0, -4500, 1000], relative: [0, -0.05, 1000 / 90000] },
    },
  ],
  sections: [],
};

test("two at 80 columns", () => {
  expect(renderComparison(two, viewOf({ width: 80 }))).toMatchInlineSnapshot(`
    "Metrics
            run 3f2a91bc  model/retail-default@v12        CHANGE  BETTER
      RMSE         90000                     85500  -4500 (-5 %)  model/retail-defa…
      bias             0                         -

    Parameters
             run 3f2a91bc  model/retail-default@v12
      depth  3             4

    Software
                    run 3f2a91bc  model/retail-default@v12
      scikit-learn  1.7.2         -

    Command
               run 3f2a91bc                                            model/retail…
      command  python train.py --with a_very_long_option=that_goes_on  python train…"
  `);
});

test("two at 120 columns", () => {
  expect(renderComparison(two, viewOf({ width: 120 }))).toMatchInlineSnapshot(`
    "Metrics
            run 3f2a91bc  model/retail-default@v12        CHANGE  BETTER
      RMSE         90000                     85500  -4500 (-5 %)  model/retail-default@v12
      bias             0                         -

    Parameters
             run 3f2a91bc  model/retail-default@v12
      depth  3             4

    Software
                    run 3f2a91bc  model/retail-default@v12
      scikit-learn  1.7.2         -

    Command
               run 3f2a91bc                                            model/retail-default@v12
      command  python train.py --with a_very_long_option=that_goes_on  python train.py"
  `);
});

test("three at 120 columns", () => {
  expect(renderComparison(three, viewOf({ width: 120 }))).toMatchInlineSnapshot(`
    "Metrics
            run 3f2a91bc  model/retail-default@v12          TO 2  run 77aa01de            TO 3  BETTER
      RMSE         90000                   85500 *  -4500 (-5 %)         91000  +1000 (+1.1 %)  model/retail-default@v12"
  `);
});

test("no line is wider than the terminal", () => {
  for (const width of [80, 120])
    for (const comparison of [two, three])
      for (const line of renderComparison(comparison, viewOf({ width })).split("\n"))
        expect(widthOf(line)).toBeLessThanOrEqual(width);
});

test("nothing differs", () => {
  expect(
    renderComparison({ names: ["run a", "run b"], metrics: [], sections: [] }, viewOf({ width: 80 })),
  ).toBe("run a and run b do not differ. `--all` shows what is equal.");
});
