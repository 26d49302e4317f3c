import { type AppliedResource, formatAddress } from "@mlx/core";
import { expect, test } from "vitest";
import { matchInstances, parseInstanceQuery } from "./match-instance-query.ts";

function instance(
  name: string,
  tags: Record<string, string>,
  createdAt: string,
): AppliedResource<"instance"> {
  return {
    id: name,
    kind: "instance",
    address: formatAddress({ kind: "instance", name }),
    spec: {
      tags,
      enabled: true,
      lifecycle: { protect: false, ignore: [] },
      dependsOn: [],
      recipe: formatAddress({ kind: "recipe", name: "gbm" }),
      tasks: {},
    },
    observed: {},
    references: [],
    digest: "sha256:0",
    revision: 1,
    applyId: "a",
    createdAt,
    updatedAt: createdAt,
  };
}

const instances = [
  instance("old", { team: "retail" }, "2026-01-01"),
  instance("new", { team: "retail" }, "2026-02-01"),
  instance("other", { team: "web" }, "2026-03-01"),
];

test.each([
  ["tags.team==retail", ["new", "old"]],
  ["tags.team==retail, name!=new", ["old"]],
  ["tags.team!=retail", ["other"]],
  ["recipe==gbm", ["other", "new", "old"]],
  ["tags.stage==prod", []],
])("%s", (query, names) => {
  const conditions = parseInstanceQuery(query);
  if (typeof conditions === "string") expect.fail(conditions);
  expect(matchInstances(instances, conditions).map(({ id }) => id)).toEqual(names);
});

test.each(["", "team", "tags.team=retail", "colour==red", "tags.team==a,,name==b"])(
  "%j is no query",
  (query) => {
    expect(parseInstanceQuery(query)).toBeTypeOf("string");
  },
);
