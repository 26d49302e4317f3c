/** What a refusal with 401 says of how to ask: the header `www-authenticate`. */
export const challenge = 'Bearer realm="mlx"';

/** The token of an `Authorization` header, with `Bearer` before it or alone. */
export function tokenOf(authorization: string | undefined): string | undefined {
  const token = authorization?.replace(/^bearer\s+/i, "").trim() ?? "";
  return token === "" ? undefined : token;
}
