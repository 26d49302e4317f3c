/** The registry through the real binary: policies, aliases, rollbacks, approvals, deletions, cards. */
import { expect, test } from "vitest";
import { createSandbox, type Sandbox, until } from "./sandbox.ts";

/** A project whose training says how good it is: by `-p rmse=…`. */
async function createRegistry(promotion: string): Promise<Sandbox> {
  const sandbox = createSandbox();
  sandbox.write({
    "numbers.csv": "x,y\n1,2\n2,4\n3,6\n",
    "recipe/train.py": [
      "import json, os, pathlib",
      'rmse = float(json.loads(os.environ["SM_HPS"])["rmse"])',
      'pathlib.Path(os.environ["SM_MODEL_DIR"], "model.json").write_text(json.dumps({"rmse": rmse}))',
      'pathlib.Path(os.environ["SM_OUTPUT_DIR"], "metrics.json").write_text(json.dumps({"RMSE": rmse}))',
    ].join("\n"),
    "recipe/evaluate.py": [
      "import json, os, pathlib",
      'model = json.loads(pathlib.Path(os.environ["SM_MODEL_DIR"], "model.json").read_text())',
      'pathlib.Path(os.environ["SM_OUTPUT_DIR"], "metrics.json").write_text(json.dumps({"RMSE": model["rmse"] + 1}))',
    ].join("\n"),
    "recipe/score.py": [
      "import os, pathlib, shutil",
      'shutil.copy(pathlib.Path(os.environ["SM_MODEL_DIR"], "model.json"), os.environ["MLX_OUTPUT_PREDICTIONS"])',
    ].join("\n"),
  });
  declare(sandbox, promotion);
  expect((await sandbox.mlx("apply", "--yes")).stderr).not.toContain("MLX");
  return sandbox;
}

function declare(sandbox: Sandbox, model: string): void {
  sandbox.write({
    "mlx.yaml": `project: small
datasets:
  numbers: { path: ./numbers.csv }
recipes:
  plain: { type: Python, algorithm: Custom, source: ./recipe }
instances:
  small:
    recipe: plain
    tasks:
      train: { inputs: { train: numbers }, parameters: { rmse: 10 } }
      evaluate: { inputs: { test: numbers } }
      score: { inputs: { score: numbers }, outputs: { predictions: ./out } }
experiments:
  fit: { instance: small, task: train }
  predict: { instance: small, task: score, model: "@champion" }
models:
  small: ${model}
`,
  });
}

const train = (sandbox: Sandbox, rmse: number) => sandbox.mlx("run", "experiment/fit", "-p", `rmse=${rmse}`);

async function championOf(sandbox: Sandbox): Promise<unknown> {
  const { models } = (await sandbox.json("models", "list", "small", "--all")) as {
    models: readonly { readonly ref: string; readonly aliases: readonly string[] }[];
  };
  return models.find(({ aliases }) => aliases.includes("champion"))?.ref;
}

const gates =
  '{ promotion: { gates: [{ metric: RMSE, op: "<=", value: 50 }, { metric: RMSE, beats: champion }], auto: true } }';

test("what is better is promoted by itself, and rolled back by a word", async () => {
  const sandbox = await createRegistry(gates);
  const first = await train(sandbox, 10);
  expect(first.stderr).toContain("champion of model/small moved: none → v1");
  const worse = await train(sandbox, 11);
  expect(worse.code).toBe(0);
  expect(worse.stderr).toContain(
    "model/small@v2 did not pass the policy for champion: RMSE 11 does not beat 10 of champion v1",
  );
  expect(await championOf(sandbox)).toBe("model/small@v1");
  const between = new Date().toISOString();
  await train(sandbox, 9);
  expect(await championOf(sandbox)).toBe("model/small@v3");

  const refused = await sandbox.mlx("models", "promote", "small@v2");
  expect(refused.code).toBe(5);
  expect(refused.stderr).toContain("failed   RMSE 11 does not beat 9 of champion v3");
  const forced = ["models", "promote", "small@v2", "--force"];
  expect((await sandbox.mlx(...forced)).stderr).toContain("MLX7014");
  expect((await sandbox.mlx(...forced, "--reason", "holiday")).stdout).toMatch(
    /^model\/small@v2 is champion now \(it was v3\)\.\n/,
  );

  expect((await sandbox.mlx("models", "rollback", "small")).stderr).toContain("MLX7014");
  const back = await sandbox.mlx("models", "rollback", "small", "--reason", "wrong prices");
  expect(back.stdout).toBe("champion of model/small is v3 again (it was v2).\n");
  expect((await sandbox.mlx("models", "rollback", "small@champion", "--reason", "worse too")).code).toBe(0);
  expect(await championOf(sandbox)).toBe("model/small@v1");
  const nothing = await sandbox.mlx("models", "rollback", "small", "--reason", "and again");
  expect([nothing.code, nothing.stderr.includes("MLX7013")]).toEqual([5, true]);
  // Nobody's rollback is undone by the policy.
  await sandbox.mlx("models");
  expect(await championOf(sandbox)).toBe("model/small@v1");

  expect(await sandbox.json("models", "show", `small@champion@{${between}}`)).toMatchObject({
    ref: "model/small@v1",
  });
  expect((await sandbox.mlx("models", "show", "small@champion@{2020-01-01}")).stderr).toContain("MLX7006");
  await sandbox.mlx("run", "experiment/predict");
  expect(await sandbox.json("runs", "show", "last")).toMatchObject({ scoredWith: "model/small@v1" });

  const history = (await sandbox.json("models", "history", "small")) as {
    moves: readonly Record<string, unknown>[];
  };
  expect(
    history.moves.map(({ how, to, actor, reason }) => [how, to, String(actor).split("@")[0], reason]),
  ).toEqual([
    ["rollback", "model/small@v1", "tester", "worse too"],
    ["rollback", "model/small@v3", "tester", "wrong prices"],
    ["promote", "model/small@v2", "tester", "holiday"],
    ["promote", "model/small@v3", "policy", null],
    ["promote", "model/small@v1", "policy", null],
  ]);
});

test("an approval lets a version pass", async () => {
  const sandbox = await createRegistry(
    "{ promotion: { gates: [{ approval: { by: [tester] } }], auto: true } }",
  );
  await train(sandbox, 10);
  expect(await championOf(sandbox)).toBeUndefined();
  const waits = await sandbox.mlx("models", "promote", "small");
  expect([waits.code, waits.stderr.includes("0 of 1 approvals, by tester")]).toEqual([5, true]);
  const other = await sandbox.mlxWith({ MLX_ACTOR: "mallory" }, "models", "approve", "small@v1");
  expect([other.code, other.stderr.includes("MLX7017")]).toEqual([5, true]);
  const approved = await sandbox.mlx("models", "approve", "small@v1", "--comment", "looked at it");
  expect(approved.stdout).toMatch(/^model\/small@v1 is approved of, and is champion now\.\n/);
  expect(await championOf(sandbox)).toBe("model/small@v1");
  const judged = await sandbox.json("models", "evaluate", "small");
  expect(judged).toMatchObject({ verdict: "passed", gates: [{ detail: "1 of 1 approvals: tester" }] });
});

test("both versions are evaluated on data of their own", async () => {
  const sandbox = await createRegistry(
    "{ promotion: { gates: [{ metric: RMSE, beats: champion, on: numbers }], auto: true } }",
  );
  await train(sandbox, 10);
  const second = await train(sandbox, 8);
  expect(second.stderr).toContain("waits for the policy for champion");
  await until("the evaluations have ended", async () => (await championOf(sandbox)) === "model/small@v2");
  const { evaluations } = (await sandbox.json("models", "history", "small", "--evaluations")) as {
    evaluations: readonly { readonly gates: readonly { readonly detail: string }[] }[];
  };
  expect(evaluations[0]?.gates[0]?.detail).toBe("RMSE 9 beats 11 of champion v1 on dataset/numbers");
});

test("a promotion that waits for an evaluation has it made, without a daemon and without another command", async () => {
  const sandbox = await createRegistry("{}");
  for (const rmse of [10, 8, 12]) await train(sandbox, rmse);
  // Of what there was before a policy only the newest version is judged by itself.
  declare(sandbox, "{ promotion: { gates: [{ metric: RMSE, beats: champion, on: numbers }] } }");
  await sandbox.mlx("apply", "--yes");
  expect((await sandbox.mlx("models", "promote", "small@v1")).code).toBe(0);
  const waits = await sandbox.mlx("models", "promote", "small@v2");
  expect([waits.code, waits.stderr.includes("its policy waits")]).toEqual([5, true]);
  // A command would start what nobody works on: the files are looked at.
  await until("both are worked on", async () => sandbox.list(".mlx/workers").length === 2);
  await until("it is promoted", async () => (await sandbox.mlx("models", "promote", "small@v2")).code === 0);
  expect(await championOf(sandbox)).toBe("model/small@v2");
});

test("a version that is used is not deleted, and a deleted one is used by nobody", async () => {
  const sandbox = await createRegistry(gates);
  await train(sandbox, 10);
  await train(sandbox, 12);
  const used = await sandbox.mlx("models", "delete", "small@v1", "--reason", "old");
  expect([used.code, used.stderr.includes("champion")]).toEqual([5, true]);
  expect((await sandbox.mlx("models", "delete", "small@v2", "--reason", "old")).code).toBe(0);
  expect((await sandbox.mlx("models")).stdout).toContain("1 deleted version not shown");
  expect((await sandbox.mlx("models", "list", "--all")).stdout).toMatch(/small@v2 +deleted/);
  expect((await sandbox.mlx("models", "show", "small@v2")).stdout).toMatch(/by tester@\S+: old/);
  for (const words of [
    ["models", "promote", "small@v2"],
    ["run", "experiment/predict", "--model", "small@v2"],
  ])
    expect((await sandbox.mlx(...words)).stderr).toMatch(/MLX70(07|12)/);
  expect((await sandbox.mlx("models", "restore", "small@v2")).stdout).toBe(
    "model/small@v2 is READY again.\n",
  );
  expect((await sandbox.mlx("models", "restore", "small@v2")).stderr).toContain("MLX7019");
  await train(sandbox, 13);
  expect(await sandbox.json("models", "show", "small")).toMatchObject({ ref: "model/small@v3" });
});

test("people describe a version, and its card says what is known", async () => {
  const sandbox = await createRegistry(gates);
  await train(sandbox, 10);
  const words = ["models", "describe", "small", "--description", "the first", "--tag", "stage=pilot"];
  expect((await sandbox.mlx(...words)).stdout).toContain("stage=pilot");
  await sandbox.mlx("models", "describe", "small", "--tag", "team=a", "--untag", "stage");
  expect(await sandbox.json("models", "show", "small")).toMatchObject({
    description: "the first",
    tags: { team: "a" },
  });
  expect((await sandbox.mlx("models", "describe", "small", "--tag", "a b=c")).stderr).toContain("MLX7022");
  const card = await sandbox.mlx("models", "card", "small@champion");
  expect(card.stdout).toContain("# model/small@v1\n\nthe first\n");
  expect(card.stdout).toContain("| RMSE | 10 |");
  expect(card.stdout).toContain("| threshold | passed | RMSE 10 \\<= 50 |");
  expect((await sandbox.mlx("models", "card", "small", "--format", "html")).stdout).toMatch(
    /^<!doctype html>/,
  );
  expect(await sandbox.json("models", "card", "small")).toMatchObject({ title: "model/small@v1" });
  const { artifact } = (await sandbox.json("models", "show", "small")) as { artifact: { digest: string } };
  expect(await sandbox.json("models", "show", artifact.digest.slice(0, 20))).toMatchObject({
    ref: "model/small@v1",
  });
  expect((await sandbox.mlx("models", "show", "smal")).stderr).toContain("did you mean small?");
});

test("a pin in git decides", async () => {
  const sandbox = await createRegistry(gates);
  await train(sandbox, 10);
  await train(sandbox, 9);
  declare(sandbox, gates.replace("{ promotion", "{ pin: 1, promotion"));
  // A policy that moves the alias by itself, and a pin that keeps it, contradict each other.
  expect((await sandbox.mlx("plan")).stderr).toContain("MLX1125");
  declare(sandbox, gates.replace("{ promotion", "{ pin: 1, promotion").replace(", auto: true", ""));
  expect((await sandbox.mlx("plan")).stdout).toContain("v2");
  expect((await sandbox.mlx("apply", "--yes")).code).toBe(0);
  expect(await championOf(sandbox)).toBe("model/small@v1");
  const pinned = await sandbox.mlx("models", "promote", "small@v2");
  expect([pinned.code, pinned.stderr.includes("MLX7011")]).toEqual([5, true]);
  await train(sandbox, 1);
  expect(await championOf(sandbox)).toBe("model/small@v1");
});
