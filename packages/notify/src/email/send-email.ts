import type { Delivery, SendResult, SmtpSettings } from "@mlx/core";
import { judgeSmtpFailure } from "./judge-smtp-failure.ts";
import { writeEmail } from "./write-email.ts";

export interface EmailRequest {
  readonly delivery: Delivery;
  readonly smtp: SmtpSettings;
  readonly password?: string;
  /** One address. */
  readonly to: string;
  readonly trusted?: string;
  readonly signal: AbortSignal;
}

/**
 * Sends one e-mail over a connection of its own; never rejects. A server that stops answering, at whatever
 * step, costs `timeoutSeconds` and no more.
 */
export async function sendEmail(email: EmailRequest): Promise<SendResult> {
  const { delivery, smtp, password, to, trusted, signal } = email;
  // Most projects send none; it takes longer to load than all else here.
  const { createTransport } = await import("nodemailer");
  const milliseconds = smtp.timeoutSeconds * 1000;
  const deadline = AbortSignal.timeout(milliseconds);
  const transport = createTransport({
    host: smtp.host,
    port: smtp.port,
    secure: smtp.security === "tls",
    requireTLS: smtp.security === "starttls",
    ignoreTLS: smtp.security === "none",
    ...(smtp.user === undefined ? {} : { auth: { user: smtp.user, pass: password ?? "" } }),
    ...(trusted === undefined ? {} : { tls: { ca: trusted } }),
    dnsTimeout: milliseconds,
    connectionTimeout: milliseconds,
    greetingTimeout: milliseconds,
    socketTimeout: milliseconds,
    socketCloseTimeout: 0,
    allowInternalNetworkInterfaces: true,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const { subject, text } = writeEmail(delivery);
    const sent = await transport.sendMail({
      from: smtp.from,
      // As an object it is one address, whatever stands in it.
      to: { name: "", address: to },
      subject,
      text,
      date: new Date(delivery.createdAt),
      // The same each time that it is tried, so that a mail program can tell a repetition.
      messageId: `<${delivery.id}@${domainOf(smtp.from)}>`,
      headers: { "Auto-Submitted": "auto-generated", "X-Mlx-Event": delivery.event },
      signal: AbortSignal.any([deadline, signal]),
    });
    return { result: "taken", answer: sent.response };
  } catch (error) {
    if (signal.aborted) return { result: "later", problem: "mlx was stopped while it was sent" };
    if (deadline.aborted)
      return { result: "later", problem: `${smtp.host} has not finished within ${smtp.timeoutSeconds} s` };
    return judgeSmtpFailure(error, smtp);
  } finally {
    transport.close();
  }
}

function domainOf(from: string): string {
  return /@([\w.-]+)>?\s*$/.exec(from)?.[1] ?? "mlx.invalid";
}
