import { XMLValidator } from "fast-xml-parser";
import { expect, test } from "vitest";
import { createSandbox, type Sandbox } from "./sandbox.ts";

interface ComparisonDocument {
  readonly subjects: readonly string[];
  readonly metrics: readonly { readonly name: string; readonly best: readonly number[] }[];
  readonly sections: {
    readonly [name: string]: readonly {
      readonly name: string;
      readonly values: readonly (string | null)[];
    }[];
  };
}

interface ReportDocument {
  readonly charts: readonly { readonly title: string; readonly type: string }[];
  readonly files: readonly { readonly path: string }[];
  readonly findings: readonly { readonly code: string; readonly summary: string }[];
}

const leavePlots = `
plots = output / "plots"
plots.mkdir(exist_ok=True)
rows = "".join(f"{y},{slope * x + intercept},{number}\\n" for number, (x, y) in enumerate(points))
(plots / "predictions.csv").write_text("actual,predicted,at\\n" + rows)
(plots / "classes.json").write_text('{"label": ["no", "yes", "yes"], "score": [0.2, 0.3, 0.9]}')
(plots / "broken.csv").write_text("actual,predicted\\n1,2\\n3,what\\n")
(plots / "page.html").write_text("<script>alert(1)</script>")
with open(os.environ["MLX_METRICS_FILE"], "a") as file:
    for step in range(20):
        file.write(json.dumps({"name": "loss", "value": 1 / (step + 1), "step": step}) + "\\n")
`;

/** hello, trained twice: with another parameter, and with a program that leaves plots. */
async function trainTwice(): Promise<{ readonly sandbox: Sandbox; readonly first: string }> {
  const sandbox = createSandbox({ example: "hello" });
  expect((await sandbox.mlx("apply", "--yes")).code).toBe(0);
  expect((await sandbox.mlx("run", "experiment/hello-train")).code).toBe(0);
  const { id } = await sandbox.json("runs", "show", "last");
  sandbox.write({ "recipe/train.py": `${sandbox.read("recipe/train.py")}${leavePlots}` });
  expect((await sandbox.mlx("apply", "--yes")).code).toBe(0);
  const again = await sandbox.mlx("run", "experiment/hello-train", "-p", "through_origin=true");
  expect([again.code, again.stderr]).toEqual([0, expect.any(String)]);
  return { sandbox, first: String(id) };
}

test("runs are compared, reported and listed as insights", async () => {
  const { sandbox, first } = await trainTwice();
  const compared = (await sandbox.json("runs", "compare", first, "last")) as unknown as ComparisonDocument;
  expect(compared.sections.parameters).toEqual([
    { name: "through_origin", values: ["false", "true"], differs: true },
  ]);
  expect(compared.sections.source?.map(({ name }) => name)).toEqual(["train.py"]);
  expect(compared.sections.data).toBeUndefined();
  expect(compared.metrics.find(({ name }) => name === "RMSE")?.best).toEqual([0]);
  const versions = (await sandbox.json(
    ...["runs", "compare", "line-default@v1", "line-default@latest"],
  )) as unknown as ComparisonDocument;
  expect(versions.subjects).toEqual(["model/line-default@v1", "model/line-default@v2"]);
  expect(versions.sections.parameters).toEqual(compared.sections.parameters);
  const alone = await sandbox.mlx("runs", "compare", "last", "last");
  expect([alone.code, alone.stderr]).toEqual([1, expect.stringContaining("MLX7043")]);

  const report = (await sandbox.json("runs", "report", "last")) as unknown as ReportDocument;
  expect(report.charts.map(({ title }) => title)).toEqual([
    "loss by step",
    "predicted against actual (predictions.csv)",
    "actual and predicted over at (predictions.csv)",
    "ROC (classes.json)",
    "confusion matrix (classes.json)",
  ]);
  expect(report.files.map(({ path }) => path)).toEqual(["page.html"]);
  expect(report.findings).toEqual([
    {
      code: "MLX7040",
      summary: 'broken.csv is not drawn: row 2: predicted is "what", which is no number',
    },
  ]);
  const text = await sandbox.mlx("runs", "report", "last");
  expect(text.stdout).toMatch(/[\u2801-\u28ff]{3}/);
  expect(text.stderr).toContain("broken.csv");

  const svg = await sandbox.mlx("runs", "report", first, "last", "--format", "svg");
  expect(XMLValidator.validate(svg.stdout)).toBe(true);
  const saved = await sandbox.mlx("runs", "report", "line-default@v2", "--out", "deep.html");
  expect([saved.code, saved.stdout]).toEqual([0, expect.stringContaining("deep.html")]);
  const page = sandbox.read("deep.html");
  expect(page.match(/<figure>/g)).toHaveLength(6);
  expect(page).not.toContain("<script");
  const none = await sandbox.mlx("runs", "report", first, "--format", "svg");
  expect([none.code, none.stdout, none.stderr]).toEqual([1, "", expect.stringContaining("MLX7044")]);

  const added = ["--context", "modelId=line-default@v2", "--metric", "RMSE=0.5"];
  expect((await sandbox.mlx("insights", "add", ...added)).code).toBe(0);
  const { insights } = (await sandbox.json("insights", "--model", "line-default@v2")) as {
    insights: { context: Record<string, string>; metrics: { name: string; value: string }[] }[];
  };
  expect(insights.map(({ context }) => context.modelId)).toEqual([
    "model/line-default@v2",
    "model/line-default@v2",
  ]);
  expect(insights[0]?.metrics).toEqual([{ name: "RMSE", value: "0.5", valueType: "double" }]);
  expect((await sandbox.mlx("insights", "add", "--context", "what=1", "--metric", "a=1")).stderr).toContain(
    "MLX8029",
  );
});
