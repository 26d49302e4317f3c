/** Secrets that came over the API, encrypted under the installation's key: AES-256-GCM, a key of its own by HKDF. */
import { createCipheriv, createDecipheriv, hkdfSync } from "node:crypto";

const version = "v1";
const algorithm = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;

/** `v1.` and base64url of nonce, ciphertext and tag. `key`: the installation's, base64; `nonce`: 12 random bytes. */
export function seal(text: string, key: string, nonce: Uint8Array): string {
  const cipher = createCipheriv(algorithm, sealingKey(key), nonce, { authTagLength: tagBytes });
  const sealed = Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `${version}.${sealed.toString("base64url")}`;
}

/** `undefined` where it is damaged, or was sealed for another installation. */
export function unseal(sealed: string, key: string): string | undefined {
  const [written, text] = sealed.split(".", 2);
  const bytes = Buffer.from(text ?? "", "base64url");
  if (written !== version || bytes.length < nonceBytes + tagBytes) return undefined;
  const decipher = createDecipheriv(algorithm, sealingKey(key), bytes.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  try {
    const opened = decipher.update(bytes.subarray(nonceBytes, -tagBytes));
    return Buffer.concat([opened, decipher.final()]).toString("utf8");
  } catch {
    // The tag does not fit: node tells no more, and there is no more to tell.
    return undefined;
  }
}

function sealingKey(key: string): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", Buffer.from(key, "base64"), "", "mlx sealed secret v1", 32));
}
