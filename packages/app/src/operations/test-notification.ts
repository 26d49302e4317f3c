import { type Result, toResult } from "@mlx/core";
import * as engine from "@mlx/engine";
import type { Project } from "../project.ts";

export interface SentTest extends engine.TestedTarget {
  /** Secrets of the target that are not set: what a test that did not arrive was lacking. */
  readonly missing: readonly engine.MissingSecret[];
}

/** Sends a test to a webhook or an address of the settings as they are now, at once. Failures: 8002, 3050. */
export function testNotification(
  project: Project,
  { target, signal }: { readonly target: string; readonly signal: AbortSignal },
): Promise<Result<SentTest>> {
  return toResult(async () => {
    const { notifications } = (await project.soundConfiguration()).settings;
    const adapters = await project.adapters();
    // Only few commands send anything.
    const { createMessenger } = await import("@mlx/notify");
    const { secrets, clock, mlxVersion: version } = adapters;
    const messenger = createMessenger({ settings: notifications, secrets, clock, version });
    const tested = await engine.testTarget(
      target,
      { ...adapters, messenger, settings: { notifications } },
      signal,
    );
    const missing = await engine.missingSecrets(notifications, secrets);
    const of = tested.delivery.target.startsWith("email/") ? "email" : tested.delivery.target;
    return { ...tested, missing: missing.filter((secret) => secret.target === of) };
  });
}

/** The names of the project's targets, for completion. */
export async function notificationTargets(project: Project): Promise<readonly string[]> {
  const { settings } = await project.load();
  return Object.keys(settings.notifications.webhooks);
}
