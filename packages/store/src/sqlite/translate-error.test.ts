import { InternalError } from "@mlx/core";
import { describe, expect, it } from "vitest";
import { translateError } from "./translate-error.ts";

/** An error as `node:sqlite` throws it. */
function sqliteError(errcode: number): Error {
  return Object.assign(new Error("SQLite's words"), { code: "ERR_SQLITE_ERROR", errcode });
}

describe("translateError", () => {
  it.each([
    ["SQLITE_PERM", 3, "MLX5004"],
    ["SQLITE_BUSY", 5, "MLX5003"],
    ["SQLITE_LOCKED", 6, "MLX5003"],
    ["SQLITE_READONLY", 8, "MLX5004"],
    ["SQLITE_IOERR", 10, "MLX5004"],
    ["SQLITE_CORRUPT", 11, "MLX5002"],
    ["SQLITE_FULL", 13, "MLX5004"],
    ["SQLITE_CANTOPEN", 14, "MLX5005"],
    ["SQLITE_NOTADB", 26, "MLX5002"],
    ["SQLITE_IOERR_READ", 266, "MLX5002"],
    ["SQLITE_BUSY_RECOVERY", 261, "MLX5003"],
    ["SQLITE_READONLY_DIRECTORY", 1544, "MLX5004"],
    ["SQLITE_IOERR_WRITE", 778, "MLX5004"],
  ])("%s (%i) is %s", (_, errcode, code) => {
    const cause = sqliteError(errcode);
    expect(translateError(cause, "mlx.db")).toMatchObject({
      ...{ code, cause, summary: expect.stringContaining("mlx.db") },
    });
  });

  it("says what a check of the file found", () => {
    expect(translateError(sqliteError(11), "mlx.db", () => "Page 3 is lost.")).toMatchObject({
      detail: "It is damaged. Page 3 is lost. The file was left untouched.",
    });
  });

  it("takes a refused statement for a bug, and leaves other errors alone", () => {
    expect(translateError(sqliteError(1555), "mlx.db")).toBeInstanceOf(InternalError);
    const other = new TypeError("no");
    expect(translateError(other, "mlx.db")).toBe(other);
  });
});
