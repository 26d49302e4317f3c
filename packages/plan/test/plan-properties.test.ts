import {
  type Address,
  digestOfJson,
  formatAddress,
  type Move,
  type Plan,
  type PreparedResource,
  parseAddress,
} from "@mlx/core";
import { applyChanges, buildModel, planBetween } from "@mlx/plan/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { mapReferences } from "../src/references.ts";
import { anyMoves, projects } from "./random-projects.ts";

const runs = { numRuns: 300 };
const contents = (resources: readonly PreparedResource[]) =>
  Object.fromEntries(
    resources.map(({ address, spec, observed, digest }) => [address, { spec, observed, digest }]),
  );

test("applying the changes, in their order, gives exactly what is declared; then there is nothing to do", () => {
  fc.assert(
    fc.property(projects(), projects(), anyMoves, (applied, desired, moved) => {
      const plan = planBetween(applied, desired, { moved });
      const result = applyChanges(applied, plan.changes);
      expect(contents(result)).toEqual(contents(desired));
      expect(planBetween(result, desired, { moved }).changes).toEqual([]);
      expect(countsOf(plan)).toEqual(plan.summary);
      const { create, update, move, unchanged } = plan.summary;
      expect(create + update + move + unchanged).toBe(desired.length);
    }),
    runs,
  );
});

test("with ignored fields, too, a plan right after an apply is empty", () => {
  fc.assert(
    fc.property(
      projects({ ignore: true }),
      projects({ ignore: true }),
      anyMoves,
      (applied, desired, moved) => {
        const result = applyChanges(applied, planBetween(applied, desired, { moved }).changes);
        for (const { spec, observed, digest } of result)
          expect(digest).toBe(digestOfJson({ spec, observed }));
        expect(planBetween(result, desired, { moved }).changes).toEqual([]);
      },
    ),
    runs,
  );
});

test("what the API made or changed is left alone, or taken over for good", () => {
  fc.assert(
    fc.property(projects(), projects(), fc.array(fc.nat(2), { maxLength: 16 }), (applied, desired, marks) => {
      const marked = (mark: number) =>
        applied.filter((_, index) => marks[index] === mark).map(({ address }) => address);
      const outside = { unmanaged: marked(1), drifted: marked(2) };
      const plan = planBetween(applied, desired, outside);
      const declared = new Set(desired.map(({ address }) => address));
      const left = outside.unmanaged.filter((address) => !declared.has(address)).sort();
      expect(plan.unmanaged ?? []).toEqual(left);
      for (const { action, address } of plan.changes)
        if (outside.unmanaged.includes(address)) expect(action).toBe("import");
      const uses = applied
        .filter(({ address }) => left.includes(address))
        .flatMap(({ references }) => references);
      const gone = new Set(
        plan.changes.flatMap(({ action, address }) => (action === "delete" ? [address] : [])),
      );
      expect(
        plan.blocks.map(({ type, addresses }) => [type, addresses[0]]).filter(([type]) => type === "in-use"),
      ).toEqual(
        [...new Set(uses)]
          .filter((address) => gone.has(address))
          .sort()
          .map((address) => ["in-use", address]),
      );
      if (plan.blocks.length > 0) return;
      const result = applyChanges(applied, plan.changes);
      expect(contents(result.filter(({ address }) => !left.includes(address)))).toEqual(contents(desired));
      const again = planBetween(result, desired, { unmanaged: left });
      expect(again.changes).toEqual([]);
      expect(again.unmanaged ?? []).toEqual(left);
    }),
    runs,
  );
});

test("every change says why, and every changed spec shows fields", () => {
  fc.assert(
    fc.property(projects(), projects(), anyMoves, (applied, desired, moved) => {
      for (const change of planBetween(applied, desired, { moved }).changes) {
        expect(change.reasons).not.toEqual([]);
        if (change.action !== "update") continue;
        const before = applied.find(({ address }) => address === change.address);
        const isOther = digestOfJson(before?.spec) !== digestOfJson(change.after.spec);
        if (isOther) expect(change.fields).not.toEqual([]);
      }
    }),
    runs,
  );
});

test("the order of resources and of keys in them does not matter", () => {
  fc.assert(
    fc.property(
      projects(),
      projects(),
      anyMoves,
      fc.infiniteStream(fc.nat()),
      (applied, desired, moved, random) => {
        const shuffle = <T>(items: readonly T[]): T[] =>
          items
            .map((item) => ({ item, rank: random.next().value ?? 0 }))
            .sort((a, b) => a.rank - b.rank)
            .map(({ item }) => item);
        const reorder = (value: unknown): unknown => {
          if (Array.isArray(value)) return value.map(reorder);
          if (typeof value !== "object" || value === null) return value;
          return Object.fromEntries(
            shuffle(Object.entries(value)).map(([key, item]) => [key, reorder(item)]),
          );
        };
        const shuffled = (resources: readonly PreparedResource[]) =>
          shuffle(resources).map((each) => reorder(each) as PreparedResource);
        const plan = planBetween(applied, desired, { moved });
        expect(planBetween(shuffled(applied), shuffled(desired), { moved: shuffle(moved) })).toEqual(plan);
      },
    ),
    runs,
  );
});

test("a rename by `moved` keeps everything else, and no model becomes stale", () => {
  fc.assert(
    fc.property(projects(), fc.array(fc.boolean(), { minLength: 16, maxLength: 16 }), (applied, chosen) => {
      const renamed = new Map<Address, Address>();
      applied.forEach(({ address }, index) => {
        const { kind, name } = parseAddress(address) ?? {};
        if (chosen[index] && kind !== undefined)
          renamed.set(address, formatAddress({ kind, name: `${name}-renamed` }));
      });
      const desired = applied.map((resource) => rename(resource, renamed));
      const moved = [...renamed].map(
        ([from, to]): Move => ({ from, to, at: { file: "f", line: 1, column: 1 } }),
      );
      const models = applied.flatMap((each) =>
        each.kind === "experiment" && "instance" in each.spec.target
          ? [buildModel(applied, { experiment: each.address, instance: each.spec.target.instance })]
          : [],
      );
      const plan = planBetween(applied, desired, { moved, models, allowMassDelete: false });
      expect(plan.consequences).toEqual([]);
      expect(plan.blocks).toEqual([]);
      expect(plan.hints).toEqual([]);
      expect(plan.summary).toMatchObject({ create: 0, delete: 0, move: renamed.size });
      for (const change of plan.changes) {
        if (change.action === "move") expect(renamed.get(change.from)).toBe(change.address);
        const own = change.reasons.filter((reason) => !reason.startsWith("moved from "));
        expect(own.every((reason) => reason === "reference moved")).toBe(true);
      }
      expect(contents(applyChanges(applied, plan.changes))).toEqual(contents(desired));
    }),
    runs,
  );
});

function rename(resource: PreparedResource, renamed: ReadonlyMap<Address, Address>): PreparedResource {
  const follow = (address: Address) => renamed.get(address) ?? address;
  const { spec, observed } = mapReferences(resource, (address) => follow(address) as typeof address);
  return {
    ...resource,
    address: follow(resource.address),
    spec,
    references: resource.references.map(follow).sort(),
    digest: digestOfJson({ spec, observed }),
  } as PreparedResource;
}

/** The summary, counted in another way. */
function countsOf({ changes, summary }: Plan): Plan["summary"] {
  const count = (action: string, kind = "") =>
    changes.filter((change) => change.action === action && change.address.startsWith(kind)).length;
  const actions = ["create", "update", "move", "delete"] as const;
  const byKind = ["dataset", "recipe", "instance", "experiment"].flatMap((kind) => {
    const counts = actions.flatMap((action) => {
      const found = count(action, `${kind}/`);
      return found === 0 ? [] : [[action, found]];
    });
    return counts.length === 0 ? [] : [[kind, Object.fromEntries(counts)]];
  });
  return {
    create: count("create"),
    update: count("update"),
    move: count("move"),
    delete: count("delete"),
    unchanged: summary.unchanged,
    byKind: Object.fromEntries(byKind),
  };
}
