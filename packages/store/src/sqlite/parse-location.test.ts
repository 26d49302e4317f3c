import { describe, expect, it } from "vitest";
import { parseLocation } from "./parse-location.ts";

describe("parseLocation", () => {
  it.each([
    [".mlx/mlx.db", ".mlx/mlx.db"],
    ["/srv/a b/mlx.db", "/srv/a b/mlx.db"],
    ["C:\\mlx\\mlx.db", "C:\\mlx\\mlx.db"],
    [":memory:", ":memory:"],
    ["sqlite:mlx.db", "mlx.db"],
    ["sqlite:/srv/mlx.db", "/srv/mlx.db"],
    ["sqlite:///srv/mlx.db", "/srv/mlx.db"],
    ["SQLite::memory:", ":memory:"],
  ])("%s is the file %s", (url, path) => {
    expect(parseLocation(url)).toBe(path);
  });

  it.each(["", "sqlite:", "sqlite://host/mlx.db", "postgres://host/db", "file:mlx.db", "mysql:x"])(
    "%j cannot be opened",
    (url) => {
      expect(() => parseLocation(url)).toThrow(expect.objectContaining({ code: "MLX5005" }));
    },
  );

  it("does not repeat a password", () => {
    expect(() => parseLocation("postgres://ada:s3cr@t@host/db")).toThrow(
      "The store postgres://ada:***@host/db cannot be opened",
    );
  });
});
