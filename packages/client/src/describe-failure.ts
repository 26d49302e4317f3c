/** What a server refused, whichever face it was. */
export interface Failure {
  readonly status: number;
  /** `MLX8581`; of the Sensei API the last part of its `type`, or the `error_code` of its gateway. */
  readonly code?: string;
  /** What happened, one line. */
  readonly summary: string;
  /** Why, and what to do. */
  readonly detail?: string;
  /** Of the request, for the server's log. */
  readonly requestId?: string;
}

/** One shape for the failures of both faces, and of what stands between them and the client. */
export function describeFailure(error: unknown, response: Response): Failure {
  const requestId = response.headers.get("x-request-id");
  return {
    status: response.status,
    ...(readApi(error) ??
      readSensei(error) ??
      readGateway(error) ?? { summary: plainSummary(error, response) }),
    ...(requestId === null ? {} : { requestId }),
  };
}

type Told = Omit<Failure, "status" | "requestId">;

function readApi(error: unknown): Told | undefined {
  if (!isObject(error) || !isObject(error.error)) return undefined;
  const { code, summary, detail, next } = error.error;
  if (typeof summary !== "string") return undefined;
  const more = [detail, ...(Array.isArray(next) ? next : [])].filter((text) => typeof text === "string");
  return {
    ...(typeof code === "string" ? { code } : {}),
    summary,
    ...(more.length === 0 ? {} : { detail: more.join("\n") }),
  };
}

function readSensei(error: unknown): Told | undefined {
  if (!isObject(error) || typeof error.title !== "string") return undefined;
  const { type, title, detail } = error;
  return {
    ...(typeof type === "string" ? { code: type.slice(type.lastIndexOf("/") + 1) } : {}),
    summary: title,
    ...(typeof detail === "string" ? { detail } : {}),
  };
}

function readGateway(error: unknown): Told | undefined {
  if (!isObject(error) || typeof error.message !== "string") return undefined;
  const { error_code: code, message } = error;
  return { ...(typeof code === "string" ? { code } : {}), summary: message };
}

function plainSummary(error: unknown, { status, statusText }: Response): string {
  const text = typeof error === "string" ? error.trim().slice(0, 200) : "";
  return text === "" ? `the server answered ${status} ${statusText}`.trim() : text;
}

function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
