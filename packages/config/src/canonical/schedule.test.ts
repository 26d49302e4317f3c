import { expect, it } from "vitest";
import { canonicalCron } from "./schedule.ts";

it.each([
  ["  0 3 ?  * sun", "0 3 * * SUN"],
  ["@Daily", "0 0 * * *"],
  // What is refused is echoed as it was written.
  ["@reboot", "@reboot"],
  ["0 0 * foo mon", "0 0 * foo mon"],
  ["TZ=Europe/Berlin 0 3 * * *", "TZ=Europe/Berlin 0 3 * * *"],
])("canonicalCron(%j) is %j", (written, canonical) => {
  expect(canonicalCron(written)).toBe(canonical);
});
