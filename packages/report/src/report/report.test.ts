import fc from "fast-check";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { expect, test } from "vitest";
import { recordOf } from "../testing/record-of.ts";
import { makeReport, type Report, type ReportedRun } from "./make-report.ts";
import { writeHtml } from "./write-html.ts";
import { writeSvg } from "./write-svg.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

function runOf(name: string, changes: Partial<ReportedRun> = {}): ReportedRun {
  return {
    name,
    record: recordOf({ metrics: { rows: 5, MAE: 2, RMSE: 3 }, spec: { parameters: { depth: 3 } } }),
    algorithm: "Regression",
    history: { train_loss: points([3, 2, Number.NaN, 1]), val_loss: points([4, 3, 2.5, 2.6]) },
    files: [
      file("predictions.csv", "actual,predicted,at\n1,1.5,2026-01-01\n2,2.5,2026-01-02\n"),
      file("classes.csv", "label,score\n0,0.2\n1,0.7\n1,0.4\n"),
    ],
    findings: [],
    ...changes,
  };
}

function file(path: string, text: string) {
  return { path, size: text.length, content: bytes(text) };
}

function points(values: readonly number[]) {
  return values.map((value, index) => ({ name: "m", value, step: index + 1, at: 0 }));
}

test("one run: the default metrics of its algorithm first, a chart for each thing to see", async () => {
  const { metrics, charts, parameters, findings } = await makeReport([runOf("run a")]);
  expect(metrics.map(({ name, values, isDefault, goal }) => [name, values, isDefault, goal])).toEqual([
    ["RMSE", [3], true, "min"],
    ["MAE", [2], true, "min"],
    ["rows", [5], false, undefined],
  ]);
  expect(parameters).toEqual([{ name: "depth", values: ["3"] }]);
  expect(findings).toEqual([]);
  expect(charts.map((chart) => [chart.title, chart.notes])).toEqual([
    [
      "loss by step",
      [
        "train_loss: best 1 at step 4",
        "val_loss: best 2.5 at step 3",
        "train_loss: 1 of 4 values is NaN or infinite, and not drawn",
      ],
    ],
    ["predicted against actual (predictions.csv)", []],
    ["actual and predicted over time (predictions.csv)", []],
    ["ROC (classes.csv)", []],
    ["confusion matrix (classes.csv)", ["accuracy 0.666667, precision 1, recall 0.5, F1 0.666667 (of 1)"]],
  ]);
});

test("several runs lie over each other, with their names", async () => {
  const { charts, names, metrics } = await makeReport([runOf("run a"), runOf("run b")]);
  expect([names, metrics[0]?.values]).toEqual([
    ["run a", "run b"],
    [3, 3],
  ]);
  expect(
    charts.map((chart) => (chart.type === "xy" ? chart.series.map(({ name }) => name) : chart.title)),
  ).toEqual([
    ["run a train_loss", "run a val_loss", "run b train_loss", "run b val_loss"],
    ["run a predicted", "run b predicted"],
    ["actual", "run a predicted", "run b predicted"],
    ["run a AUC 1", "run b AUC 1"],
    "confusion matrix (run a, classes.csv)",
    "confusion matrix (run b, classes.csv)",
  ]);
});

test("metrics that are never finite, and runs without anything, draw nothing and break nothing", async () => {
  const bare = runOf("run a", {
    history: { loss: points([Number.NaN, Number.POSITIVE_INFINITY]) },
    files: [],
  });
  const report = await makeReport([bare]);
  expect(report.charts).toEqual([]);
  await expect(writeSvg(report)).rejects.toMatchObject({ code: "MLX7044" });
  expect(await writeHtml(report)).not.toContain("<svg");
});

test("SVG is well-formed XML, with the charts in it", async () => {
  const svg = await writeSvg(await makeReport([runOf('run <a> & "b"\u0007')]));
  expect(XMLValidator.validate(svg)).toBe(true);
  const parsed: unknown = new XMLParser({ ignoreAttributes: false }).parse(svg);
  expect(parsed).toMatchObject({ svg: { "@_xmlns": "http://www.w3.org/2000/svg", title: 'run <a> & "b"' } });
  expect(svg.match(/<svg /g)).toHaveLength(6);
  expect(/="[^"]*(NaN|undefined)/.exec(svg)).toBeNull();
});

test("the page allows no scripts, embeds pictures as data and pages in a frame that may do nothing", async () => {
  const page = await writeHtml(
    await makeReport([
      runOf("run a", {
        files: [file("a.html", '<script>alert("1")</script>'), file("b.png", "png"), file("c.csv", "x\n1\n")],
      }),
    ]),
  );
  expect(page).toContain("content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:;");
  expect(page).not.toMatch(/<script/i);
  expect(page).toContain(
    '<iframe sandbox title="a.html" srcdoc="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;"></iframe>',
  );
  expect(page).toContain(`src="data:image/png;base64,${Buffer.from("png").toString("base64")}"`);
  expect(page).toContain("c.csv is not drawn: its columns are x");
  expect(page).not.toMatch(/(src|href)="https?:/);
});

test("no text of a user becomes markup, in HTML or in SVG", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary", maxLength: 12 }), async (text) => {
      const hostile = `${text}<i>&'">]]>`;
      const report: Report = await makeReport([
        runOf(hostile, {
          record: recordOf({ metrics: { [hostile]: 1 }, spec: { parameters: { [hostile]: hostile } } }),
          history: { [hostile]: points([1, 2]) },
          files: [file(`${hostile}.csv`, `label,predicted\n"${hostile.replaceAll('"', '""')}",b\n`)],
        }),
      ]);
      const [svg, page] = [await writeSvg(report), await writeHtml(report)];
      expect(XMLValidator.validate(svg)).toBe(true);
      expect(`${svg}${page}`).not.toContain("<i>");
      expect(page.match(/<h1>/g)).toHaveLength(1);
    }),
    { numRuns: 15 },
  );
});
