import { expect, it } from "vitest";
import { looksSecret } from "./secret-names.ts";

it.each([
  "password",
  "DB_PASSWORD",
  "dbPassword",
  "hf-token",
  "TOKEN",
  "token2",
  "api_key",
  "apiKey",
  "apikey",
  "AWS_SECRET_ACCESS_KEY",
  "clientSecret",
  "credentials",
  "privateKey",
])("%s looks secret", (name) => expect(looksSecret(name)).toBe(true));

it.each([
  "max_tokens",
  "tokenizer",
  "token_type",
  "password_file",
  "key",
  "primary_key",
  "secretary",
  "n_estimators",
  "",
])("%s does not look secret", (name) => expect(looksSecret(name)).toBe(false));
