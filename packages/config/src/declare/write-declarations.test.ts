import { expect, test } from "vitest";
import { nameSecrets } from "./name-secrets.ts";
import { writeDeclarations } from "./write-declarations.ts";

test("a file reads as people write it, with its comments", async () => {
  const text = await writeDeclarations(
    [
      {
        kind: "instance",
        name: "shop",
        value: {
          recipe: "gbm",
          tasks: { train: { parameters: { token: { secret: { env: "SHOP_TOKEN" } } } } },
        },
        comment: 'Was "Shop ü\u0007\u2028x: 1"\n\nSecond line.',
        notes: [{ path: ["tasks", "train", "parameters", "token"], comment: "Set it." }],
      },
      { kind: "recipe", name: "gbm", value: { type: "Python", source: "./recipes/gbm" }, notes: [] },
      { kind: "recipe", name: "other", value: { image: "acme:1", tags: { on: "yes", n: "1" } }, notes: [] },
    ],
    "Made by `mlx import`.",
  );
  expect(text).toMatchInlineSnapshot(`
    "# Made by \`mlx import\`.

    recipes:
      gbm:
        type: Python
        source: ./recipes/gbm
      other:
        image: acme:1
        tags:
          on: yes
          n: "1"

    instances:
      # Was "Shop ü x: 1"
      #
      # Second line.
      shop:
        recipe: gbm
        tasks:
          train:
            parameters:
              # Set it.
              token:
                secret:
                  env: SHOP_TOKEN
    "
  `);
});

test("a sealed value is named after its resource and field, and no name twice", () => {
  const sealed = { secret: { sealed: "c2VjcmV0" } };
  const value = {
    parameters: { password: sealed, url: { secret: { env: "URL" } } },
    tasks: {
      train: { parameters: { password: sealed, "pass-word": [sealed] } },
      score: { password: sealed },
    },
  };
  const { value: named, named: variables } = nameSecrets(value, "shop-1", new Set(["SHOP_1_0"]));
  expect(variables).toEqual([
    { path: ["parameters", "password"], env: "SHOP_1_PASSWORD" },
    { path: ["tasks", "train", "parameters", "password"], env: "SHOP_1_TASKS_TRAIN_PARAMETERS_PASSWORD" },
    {
      path: ["tasks", "train", "parameters", "pass-word", "0"],
      env: "SHOP_1_TASKS_TRAIN_PARAMETERS_PASS_WORD_0",
    },
    { path: ["tasks", "score", "password"], env: "SHOP_1_TASKS_SCORE_PASSWORD" },
  ]);
  expect(JSON.stringify(named)).not.toContain("sealed");
  expect(named).toMatchObject({
    parameters: { password: { secret: { env: "SHOP_1_PASSWORD" } }, url: { secret: { env: "URL" } } },
  });
});
