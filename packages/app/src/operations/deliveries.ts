import { type Delivery, type Result, toResult } from "@mlx/core";
import { noSuchDelivery } from "../errors.ts";
import type { Project } from "../project.ts";

export interface DeliveryQuery {
  readonly states: readonly Delivery["state"][];
  /** `webhook/ops`, or only its name. */
  readonly target?: string;
  readonly limit: number;
}

/** Newest first. */
export function listDeliveries(
  project: Project,
  { states, target, limit }: DeliveryQuery,
): Promise<Result<readonly Delivery[]>> {
  return toResult(async () => {
    const { store } = await project.adapters();
    return store.deliveries.list(
      {
        ...(states.length === 0 ? {} : { states }),
        ...(target === undefined ? {} : { target: toTarget(target) }),
      },
      { limit },
    );
  });
}

/** By its id, or the beginning of one (at least 4 characters). Failure: 8018. */
export function showDelivery(
  project: Project,
  { delivery }: { readonly delivery: string },
): Promise<Result<Delivery>> {
  return toResult(() => findDelivery(project, delivery));
}

/** Has one sent at once: again where it ended, whatever became of it, and sooner where it waits. Failures: 8018, 5024. */
export function resendDelivery(
  project: Project,
  { delivery }: { readonly delivery: string },
): Promise<Result<Delivery>> {
  return toResult(async () => {
    const { store, clock } = await project.adapters();
    const { id } = await findDelivery(project, delivery);
    return store.deliveries.resend(id, new Date(clock.now()).toISOString());
  });
}

/** So many of the newest can be named by the beginning of their ids. */
const searched = 1000;

async function findDelivery(project: Project, text: string): Promise<Delivery> {
  const { store } = await project.adapters();
  const id = text.toLowerCase();
  const exact = await store.deliveries.get(id);
  if (exact !== undefined) return exact;
  if (!/^[0-9a-f][0-9a-f-]{3,35}$/.test(id))
    throw noSuchDelivery(text, "A delivery is named by its id or at least the first 4 characters of it.");
  const [first, second] = (await store.deliveries.list({}, { limit: searched })).filter((each) =>
    each.id.startsWith(id),
  );
  if (first === undefined) throw noSuchDelivery(text);
  if (second !== undefined)
    throw noSuchDelivery(text, "More than one delivery's id begins so; give more of it.");
  return first;
}

/** An address of e-mail, or the name of a webhook. */
function toTarget(text: string): string {
  if (text.startsWith("webhook/") || text.startsWith("email/")) return text;
  return text.includes("@") ? `email/${text}` : `webhook/${text}`;
}
