import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createSecureContext } from "node:tls";
import { systemErrorCode } from "@mlx/core";
import { tlsExpired, tlsNotReadable, tlsNotUsable } from "./errors.ts";

/** As `node:https` takes them: PEM. */
export interface TlsFiles {
  readonly cert: string;
  readonly key: string;
}

/**
 * A certificate, with those that it is signed by behind it, and its private key. Failures: 8532 a file cannot be
 * read · 8533 one is not what it should be, or they do not belong together · 8534 the certificate has expired,
 * or is not valid yet.
 */
export async function readTls(
  { cert: certFile, key: keyFile }: { readonly cert: string; readonly key: string },
  now: number,
): Promise<TlsFiles> {
  const [cert, key] = await Promise.all([read(certFile, "certificate"), read(keyFile, "key")]);
  const certificate = parse(certFile, "certificate", () => new X509Certificate(cert));
  const privateKey = parse(keyFile, "key", () => createPrivateKey(key));
  if (!belongs(certificate, privateKey))
    throw tlsNotUsable(keyFile, `it is not the key of the certificate in ${certFile}`);
  if (now > Date.parse(certificate.validTo)) throw tlsExpired(certFile, certificate.validTo, "expired");
  if (now < Date.parse(certificate.validFrom)) throw tlsExpired(certFile, certificate.validFrom, "early");
  parse(certFile, "certificate", () => createSecureContext({ cert, key }));
  return { cert, key };
}

async function read(file: string, what: "certificate" | "key"): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined) throw error;
    throw tlsNotReadable(file, what, code === "ENOENT" ? "there is no such file" : code);
  }
}

/** OpenSSL's errors say little that helps; what of the two it was does. */
function parse<T>(file: string, what: "certificate" | "key", make: () => T): T {
  try {
    return make();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const isLocked = what === "key" && /passphrase|password|interrupted or cancelled/i.test(why);
    throw tlsNotUsable(
      file,
      isLocked ? "the key is encrypted, and mlx has no password for it" : `it holds no PEM ${what} (${why})`,
      error,
    );
  }
}

function belongs(certificate: X509Certificate, key: KeyObject): boolean {
  return certificate.checkPrivateKey(key);
}
