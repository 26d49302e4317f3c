import { expect, it } from "vitest";
import { closestNames } from "./closest-names.ts";

it("puts the same but for a letter first, then the same elsewhere, and inner classes last", () => {
  const names = [
    "org.x.Other",
    "com.acme.Train$Inner",
    "com.acme.Train",
    "org.x.Trian",
    "com.acme.train.Train",
  ];
  expect(closestNames("com.acme.Trian", names)).toEqual([
    "org.x.Trian",
    "com.acme.Train",
    "com.acme.train.Train",
    "org.x.Other",
    "com.acme.Train$Inner",
  ]);
});

it("takes names of any length", () => {
  const long = "x".repeat(70_000);
  expect(closestNames("Train", [long, "Trains"])).toEqual(["Trains", long]);
});
