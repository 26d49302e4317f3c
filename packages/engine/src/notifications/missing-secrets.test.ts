import type { NotificationSettings } from "@mlx/core";
import { expect, it } from "vitest";
import { missingSecrets } from "./missing-secrets.ts";

const rest = { events: [], allowPrivate: false, timeoutSeconds: 10 };
const settings: NotificationSettings = {
  webhooks: {
    ops: { ...rest, url: { secret: { env: "URL" } }, secret: { secret: { env: "KEY" } } },
    plain: { ...rest, url: "https://hooks.example.com" },
  },
  smtp: {
    ...{ host: "mail", port: 587, security: "tls", from: "mlx@example.org", timeoutSeconds: 30 },
    password: { secret: { file: "password" } },
  },
};

it("names the secrets that refer to nothing, with where they are wanted", async () => {
  const resolver = (set: Readonly<Record<string, string>>) => ({
    resolve: async ({ secret }: { readonly secret: object }) => set[Object.values(secret)[0]],
  });
  expect(await missingSecrets(settings, resolver({ KEY: "k" }))).toEqual([
    { target: "webhook/ops", path: "notifications.webhooks.ops.url", where: "the environment variable URL" },
    { target: "email", path: "notifications.smtp.password", where: "the file password" },
  ]);
  expect(await missingSecrets(settings, resolver({ URL: "u", KEY: "", password: "p" }))).toEqual([
    {
      target: "webhook/ops",
      path: "notifications.webhooks.ops.secret",
      where: "the environment variable KEY",
    },
  ]);
  expect(await missingSecrets(settings, resolver({ URL: "u", KEY: "k", password: "p" }))).toEqual([]);
});
