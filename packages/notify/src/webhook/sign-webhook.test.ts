import { expect, test } from "vitest";
import { signWebhook } from "./sign-webhook.ts";

test("signs as the specification's own example", () => {
  // https://github.com/standard-webhooks/standard-webhooks, the test vector of its libraries.
  const signature = signWebhook(
    "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    "msg_p5jXN8AQM9LWM0D4loKWxJek",
    1614265330,
    '{"test": 2432232314}',
  );
  expect(signature).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
});

test("a secret without the prefix is its own bytes", () => {
  const encoded = `whsec_${Buffer.from("plain words").toString("base64")}`;
  expect(signWebhook("plain words", "id", 1, "{}")).toBe(signWebhook(encoded, "id", 1, "{}"));
  expect(signWebhook("plain words", "id", 2, "{}")).not.toBe(signWebhook(encoded, "id", 1, "{}"));
});
