import { storeUnreachable } from "../errors.ts";

/** A path, `sqlite:PATH` or `:memory:` as the file to open. Anything else: 5005. */
export function parseLocation(url: string): string {
  const [, scheme, rest] = /^([a-z][a-z0-9+.-]+):(.*)$/is.exec(url) ?? [];
  if (scheme === undefined || rest === undefined) {
    if (url !== "") return url;
    throw storeUnreachable("''", "It has no name.");
  }
  const path = rest.replace(/^\/\/(?=\/)/, "");
  if (scheme.toLowerCase() === "sqlite" && path !== "" && !path.startsWith("//")) return path;
  throw storeUnreachable(
    withoutPassword(url),
    "This version of mlx opens SQLite files only: a path such as `.mlx/mlx.db`, or `sqlite:PATH`.",
  );
}

function withoutPassword(url: string): string {
  return url.replace(/(\/\/[^/@:]*):.*@/, "$1:***@");
}
