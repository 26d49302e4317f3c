import { type Result, toResult } from "@mlx/core";
import * as engine from "@mlx/engine";
import type { Project } from "../project.ts";

/** Sends a test to a webhook or an address of the settings as they are now, at once. Failures: 8002, 3050. */
export function testNotification(
  project: Project,
  { target, signal }: { readonly target: string; readonly signal: AbortSignal },
): Promise<Result<engine.TestedTarget>> {
  return toResult(async () => {
    const { notifications } = (await project.desired()).loaded.settings;
    const adapters = await project.adapters();
    // Only few commands send anything.
    const { createMessenger } = await import("@mlx/notify");
    const { secrets, clock, mlxVersion: version } = adapters;
    const messenger = createMessenger({ settings: notifications, secrets, clock, version });
    return engine.testTarget(target, { ...adapters, messenger, settings: { notifications } }, signal);
  });
}

/** The names of the project's targets, for completion. */
export async function notificationTargets(project: Project): Promise<readonly string[]> {
  const { settings } = await project.load();
  return Object.keys(settings.notifications.webhooks);
}
