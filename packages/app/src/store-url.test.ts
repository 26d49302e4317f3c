import { expect, test } from "vitest";
import { storeUrl } from "./store-url.ts";

const stand = { cwd: "/project/sub", processEnv: {} };

test.each([
  ["other.db", "/project/sub/other.db"],
  ["../other.db", "/project/other.db"],
  ["sqlite:other.db", "sqlite:/project/sub/other.db"],
  ["/var/other.db", "/var/other.db"],
  ["sqlite:/var/other.db", "sqlite:/var/other.db"],
  ["sqlite:///var/other.db", "sqlite:///var/other.db"],
  [":memory:", ":memory:"],
  ["postgres://host/db", "postgres://host/db"],
])("--store %s, and MLX_STORE, is %s", (store, url) => {
  expect(storeUrl("/project", { ...stand, store }, {})).toBe(url);
  expect(storeUrl("/project", { ...stand, processEnv: { MLX_STORE: store } }, {})).toBe(url);
});

test("the flag comes before the variable, the variable before the files, the files before the default", () => {
  const processEnv = { MLX_STORE: "/variable.db" };
  const inFiles = { storeUrl: "sqlite:prod.db" };
  expect(storeUrl("/project", { ...stand, processEnv, store: "/flag.db" }, inFiles)).toBe("/flag.db");
  expect(storeUrl("/project", { ...stand, processEnv }, inFiles)).toBe("/variable.db");
  expect(storeUrl("/project", stand, inFiles)).toBe("sqlite:/project/prod.db");
  expect(storeUrl("/project", stand, {})).toBe("/project/.mlx/mlx.db");
});
