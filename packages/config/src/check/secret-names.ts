const secretWords = [
  "password",
  "passwd",
  "pwd",
  "passphrase",
  "token",
  "secret",
  "credential",
  "credentials",
  "apikey",
];
const keyWords = ["api", "access", "secret", "private", "signing", "encryption"];

/**
 * True for names that stand for a secret: `DB_PASSWORD`, `apiKey`, `hf-token`. The last word
 * decides, so `max_tokens`, `tokenizer` and `password_file` are ordinary names.
 */
export function looksSecret(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .map((word) => word.replace(/\d+$/, ""))
    .filter((word) => word !== "");
  const last = words.at(-1) ?? "";
  if (secretWords.includes(last)) return true;
  return last === "key" && keyWords.includes(words.at(-2) ?? "");
}
