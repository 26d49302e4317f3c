import { expect, test } from "vitest";
import { plotLimits, readPlots } from "./read-plots.ts";

const file = (path: string, text: string) => {
  const content = new TextEncoder().encode(text);
  return { path, size: content.length, content };
};

async function read(path: string, text: string) {
  const { plots, findings } = await readPlots([file(path, text)]);
  return { plots, findings: findings.map(({ code, summary }) => `${code} ${summary}`) };
}

test("predicted and actual, with times in UTC, and what is no number as programs write it", async () => {
  const text =
    "\ufeffactual, Predicted,at\r\n1,2,2026-01-01\r\nnan,-inf,2026-01-01 12:00\r\n,3,2026-01-02T00:00+01:00\r\n";
  expect(await read("a/p.csv", text)).toEqual({
    findings: [],
    plots: [
      {
        type: "predictions",
        name: "a/p.csv",
        rows: [
          { actual: 1, predicted: 2, at: Date.UTC(2026, 0, 1) },
          { actual: Number.NaN, predicted: Number.NEGATIVE_INFINITY, at: Date.UTC(2026, 0, 1, 12) },
          { actual: Number.NaN, predicted: 3, at: Date.UTC(2026, 0, 1, 23) },
        ],
      },
    ],
  });
});

test("JSON says the same as a list of objects and as an object of lists", async () => {
  const rows = await read("p.json", '[{"actual":1,"predicted":2},{"actual":3,"predicted":null}]');
  const lists = await read("p.json", '{"actual":[1,3],"predicted":[2,null]}');
  expect(rows).toEqual(lists);
  expect(rows.plots).toEqual([
    {
      ...{ type: "predictions", name: "p.json" },
      rows: [
        { actual: 1, predicted: 2 },
        { actual: 3, predicted: Number.NaN },
      ],
    },
  ]);
});

test("scores of two classes give a curve and a matrix at one half", async () => {
  const { plots } = await read("c.csv", "label,score\nno,0.1\nyes,0.9\nno,0.6\nyes,0.8\n");
  expect(plots).toEqual([
    {
      ...{ type: "roc", name: "c.csv" },
      curves: [
        {
          points: [
            [0, 0],
            [0, 0.5],
            [0, 1],
            [0.5, 1],
            [1, 1],
          ],
          auc: 1,
        },
      ],
    },
    {
      ...{ type: "confusion", name: "c.csv", labels: ["no", "yes"] },
      counts: [
        [1, 1],
        [0, 2],
      ],
    },
  ]);
});

test("scores of several classes give a curve for each, and each example counts once in the matrix", async () => {
  const rows = [
    ...["a,0.8,a,a", "a,0.1,b,a", "a,0.1,c,a"],
    ...["b,0.2,a,c", "b,0.3,b,c", "b,0.5,c,c"],
    ...["c,0.1,a,c", "c,0.2,b,c", "c,0.7,c,c"],
  ];
  const { plots } = await read("c.csv", `label,score,class,predicted\n${rows.join("\n")}\n`);
  expect(
    plots.map((plot) => (plot.type === "roc" ? plot.curves.map(({ of, auc }) => [of, auc]) : plot)),
  ).toEqual([
    [
      ["a", 1],
      ["b", 1],
      ["c", 1],
    ],
    {
      ...{ type: "confusion", name: "c.csv", labels: ["a", "b", "c"] },
      counts: [
        [1, 0, 0],
        [0, 0, 1],
        [0, 0, 1],
      ],
    },
  ]);
});

test("what was computed already, and curves", async () => {
  expect((await read("roc.csv", "fpr,tpr\n1,1\n0,0\n0.5,1\n")).plots).toEqual([
    {
      ...{ type: "roc", name: "roc.csv" },
      curves: [
        {
          points: [
            [0, 0],
            [0.5, 1],
            [1, 1],
          ],
          auc: 0.75,
        },
      ],
    },
  ]);
  expect((await read("m.csv", "actual,predicted,count\na,b,7\nb,b,1\n")).plots).toEqual([
    {
      ...{ type: "confusion", name: "m.csv", labels: ["a", "b"] },
      counts: [
        [0, 7],
        [0, 1],
      ],
    },
  ]);
  expect((await read("h.csv", "step,loss,note\n1,2,first\n2,1,last\n")).plots).toEqual([
    {
      ...{ type: "history", name: "h.csv" },
      curves: [
        {
          name: "loss",
          points: [
            [1, 2],
            [2, 1],
          ],
        },
      ],
    },
  ]);
});

test.each([
  ["a.csv", "", "it is empty"],
  ["a.csv", "actual,predicted\n", "it has no rows"],
  ["a.csv", "actual,predicted\n1,2\n3\n", "row 2 has 1 values, and the header 2"],
  ["a.csv", "actual,predicted\n1,2\n3,x\u001b[2J\n", 'row 2: predicted is "x[2J", which is no number'],
  [
    "a.csv",
    "actual,predicted,at\n1,2,5/2/10\n",
    'row 1: at is "5/2/10", neither a number nor a time such as 2026-03-01T12:00Z',
  ],
  [
    "a.csv",
    "label,score\na,1\nb,1\nc,1\n",
    "label has 3 values; with more than two, `class` says which class a score is of",
  ],
  ["a.csv", "actual,predicted,count\na,b,-1\n", "row 1: count is -1, which counts nothing"],
  ["a.csv", "fpr,tpr\n0,0\n1.2,1\n", "row 2: rates lie between 0 and 1"],
  ["a.csv", "x,y\n1,2\n", "its columns are x, y"],
  ["a.json", "3", "it is neither a list of objects nor an object of lists"],
  ["a.json", '[{"actual":1,"predicted":2},3]', "row 2 is not an object"],
  ["a.json", '{"actual":[1],"predicted":[]}', '"predicted" has 0 values, and "actual" 1'],
  ["a.json", '[{"actual":[1]}]', "row 1 holds a list or an object"],
])("%s with %j is not drawn", async (path, text, why) => {
  expect(await read(path, text)).toEqual({
    plots: [],
    findings: [`MLX7040 ${path} is not drawn: ${why}`],
  });
});

test("an unclosed quote names its row, damaged JSON what the parser says", async () => {
  expect((await read("a.csv", 'actual,predicted\n1,"2\n')).findings).toEqual([
    "MLX7040 a.csv is not drawn: row 1: Quoted field unterminated",
  ]);
  expect((await read("a.json", "[1,")).findings[0]).toMatch(/^MLX7040 a.json is not drawn: it is not JSON: /);
});

test("what is too large is named, what is nothing to a report is passed over, pictures are attached", async () => {
  const picture = file("a.PNG", "png");
  const read = await readPlots([
    { path: "huge.csv", size: plotLimits.tableBytes + 1 },
    file("model.pkl", "x"),
    picture,
  ]);
  expect(read.findings.map(({ code, summary }) => `${code} ${summary}`)).toEqual([
    "MLX7041 huge.csv is left out: it has more than 64 MiB",
  ]);
  expect(read.attachments).toEqual([{ path: "a.PNG", mediaType: "image/png", content: picture.content }]);
});
