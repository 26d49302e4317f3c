import { type SendResult, type SmtpSettings, systemErrorCode } from "@mlx/core";

/** What a failed attempt to send means: a reply decides by its first digit, anything else may pass. */
export function judgeSmtpFailure(error: unknown, { host, port, security }: SmtpSettings): SendResult {
  const code = systemErrorCode(error);
  const { status, reply } = replyOf(error);
  const place = `${host}:${port}`;
  if (code === "ETLS")
    return {
      result: "later",
      problem: `${place} cannot be spoken to over TLS (\`security: ${security}\`): ${messageOf(error)}`,
    };
  if (status !== undefined) {
    const answer = reply ?? status.toString();
    const what = code === "EAUTH" ? "refuses user and password" : "refuses the message";
    // 503 speaks of the order of commands in this one connection.
    return status >= 500 && status !== 503
      ? { result: "refused", answer, problem: `${place} ${what}: ${answer}` }
      : { result: "later", answer, problem: `${place} cannot take the message now: ${answer}` };
  }
  switch (code) {
    case "EAUTH":
    case "ENOAUTH":
      return { result: "refused", problem: `${place} does not take user and password: ${messageOf(error)}` };
    case "EENVELOPE":
    case "EMESSAGE":
      return { result: "refused", problem: `the message cannot be sent: ${messageOf(error)}` };
    default:
      return { result: "later", problem: `${place} cannot be reached: ${messageOf(error)}` };
  }
}

function replyOf(error: unknown): { readonly status?: number; readonly reply?: string } {
  if (!(error instanceof Error)) return {};
  const status = "responseCode" in error ? error.responseCode : undefined;
  const reply = "response" in error ? error.response : undefined;
  return {
    ...(typeof status === "number" && status >= 400 ? { status } : {}),
    ...(typeof reply === "string" ? { reply: reply.replaceAll(/\s+/g, " ").slice(0, 300) } : {}),
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.replaceAll(/\s+/g, " ").slice(0, 300) : String(error);
}
