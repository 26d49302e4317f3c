/** The list of insights: those that clients have added, and what runs have measured. */
import {
  findInsight,
  findVersionById,
  listInsights,
  listMeasured,
  type Page,
  type Project,
  pageInsights,
} from "@mlx/app";
import type { Insight } from "@mlx/core";
import { unwrap } from "../../http/unwrap.ts";
import type { ListSource } from "../listing/list-from-store.ts";
import type { Condition } from "../listing/parse-conditions.ts";
import { findById, isUuid } from "../wire/find-resources.ts";
import { viewInsights } from "./insight-view.ts";

interface Filter {
  readonly context: Insight["context"];
}

/** So many of the newest runs are looked at for what they measured, of those that conditions leave. */
const mostRuns = 2000;

export async function insightSource(
  project: Project,
  conditions: readonly Condition[],
): Promise<ListSource<Insight, Filter>> {
  const measured = (await measuredBy(project, conditions)).toSorted(byCreation);
  return {
    filter: { context: {} },
    narrow: async ({ context }, condition) => {
      const named = namedBy(condition);
      if (named === undefined || !isVerbatim(named.subject)) return undefined;
      const before = context[named.subject];
      if (before !== undefined) return before === named.id ? { context } : "nothing";
      return { context: { ...context, [named.subject]: named.id } };
    },
    page: pager(project, measured),
    present: (insights) => viewInsights(project, insights),
  };
}

/** Of what is named by the API's ids alone the store's own text is the one that is asked for. */
function isVerbatim(subject: string): subject is "clientId" | "notebookId" | "experimentRunId" {
  return subject === "clientId" || subject === "notebookId" || subject === "experimentRunId";
}

function namedBy(condition: Condition): { readonly subject: string; readonly id: string } | undefined {
  const [group, subject] = condition.path;
  if (condition.test !== "==" || group !== "context" || subject === undefined) return undefined;
  return { subject, id: condition.value };
}

/** What runs have measured, as far as it may meet the conditions: they are looked at again. */
async function measuredBy(project: Project, conditions: readonly Condition[]): Promise<readonly Insight[]> {
  const named = new Map(
    conditions.flatMap((each) => {
      const found = namedBy(each);
      return found === undefined ? [] : [[found.subject, found.id] as const];
    }),
  );
  // No run names these.
  if (named.has("clientId") || named.has("notebookId")) return [];
  const run = named.get("experimentRunId");
  if (run !== undefined) {
    const found = isUuid(run) ? unwrap(await findInsight(project, run.toLowerCase())) : undefined;
    return found === undefined || !isMeasured(found) ? [] : [found];
  }
  const model = named.get("modelId");
  if (model !== undefined) {
    const version = isUuid(model) ? unwrap(await findVersionById(project, model.toLowerCase())) : undefined;
    if (version === undefined) return [];
    return unwrap(await listInsights(project, { model: version.id, limit: mostRuns })).filter(isMeasured);
  }
  const [experiment, instance] = [named.get("experimentId"), named.get("mlInstanceId")];
  const ofExperiment =
    experiment === undefined ? undefined : await findById(project, "experiment", experiment);
  const ofInstance = instance === undefined ? undefined : await findById(project, "instance", instance);
  if (experiment !== undefined && ofExperiment === undefined) return [];
  if (instance !== undefined && ofInstance === undefined) return [];
  const filter = {
    ...(ofExperiment === undefined ? {} : { experiment: ofExperiment.address }),
    ...(ofInstance === undefined ? {} : { instance: ofInstance.address }),
  };
  return unwrap(await listMeasured(project, filter, mostRuns));
}

/** What a run has measured has the run's own id. */
function isMeasured({ id, context }: Insight): boolean {
  return context.experimentRunId === id;
}

function byCreation(one: Insight, other: Insight): number {
  return one.createdAt < other.createdAt ? -1 : one.createdAt > other.createdAt ? 1 : 0;
}

/** Pages of both, merged by creation; one page after the other is read on from where the one before ended. */
function pager(project: Project, ascending: readonly Insight[]): ListSource<Insight, Filter>["page"] {
  let reached = { offset: 0, added: 0, measured: 0 };
  const added = async ({ context }: Filter, page: Page) => unwrap(await pageInsights(project, context, page));
  return async (filter, { limit, offset, order }) => {
    // A run's own insight has no client's context; one of its run is found by `measuredBy`.
    if (ascending.length === 0) {
      const { insights, total } = await added(filter, { limit, offset, order });
      return { items: insights, total };
    }
    if (reached.offset !== offset) reached = { offset: 0, added: 0, measured: 0 };
    const measured = order === "created" ? ascending : ascending.toReversed();
    const wanted = offset + limit - reached.offset;
    const page = await added(filter, { limit: wanted, offset: reached.added, order });
    const merged: Insight[] = [];
    const taken = { added: 0, measured: reached.measured };
    while (merged.length < wanted) {
      const [one, other] = [page.insights[taken.added], measured[taken.measured]];
      if (one === undefined && other === undefined) break;
      const isFirst =
        other === undefined ||
        (one !== undefined &&
          (order === "created" ? byCreation(one, other) <= 0 : byCreation(one, other) >= 0));
      const next = isFirst ? one : other;
      if (next === undefined) break;
      if (isFirst) taken.added += 1;
      else taken.measured += 1;
      merged.push(next);
    }
    const items = merged.slice(offset - reached.offset);
    reached = { offset: offset + items.length, added: reached.added + taken.added, measured: taken.measured };
    return { items, total: page.total + ascending.length };
  };
}
