import { expect, it } from "vitest";
import { refusal } from "./create-container.ts";

const answer = (statusCode: number, message: string) =>
  Object.assign(new Error(`(HTTP code ${statusCode.toString()}) x - ${message}`), { statusCode });

it.each([
  [400, "invalid mount config", "MLX4037", "run-failed"],
  [403, "denied by a plugin", "MLX4037", "run-failed"],
  [404, "No such image: acme/churn:1", "MLX4032", undefined],
  [404, "network mlx-x not found", "MLX4037", "run-failed"],
  [500, "write /var/lib/docker/x: no space left on device", "MLX4012", "run-failed"],
  [500, "layer does not exist", "MLX4030", undefined],
  [503, "the engine is starting", "MLX4030", undefined],
  [409, "the name is in use", "MLX4030", undefined],
])("an answer %d to the making of a container: %s", (status, message, code, category) => {
  const error = refusal(answer(status, message), { name: "acme/churn:1" });
  expect(error).toMatchObject({ code });
  if (category !== undefined) expect(error).toMatchObject({ category });
});

it("the engine's words and the remedy are told", () => {
  const refused = refusal(answer(400, "invalid mount config"), { name: "x" });
  expect(refused).toMatchObject({ detail: "invalid mount config." });
  expect(refusal(answer(404, "network blue not found"), { name: "x" })).toMatchObject({
    summary: "the container engine cannot give the network blue",
    next: [expect.stringContaining("`docker network create blue`")],
  });
  const lost = new Error("no answer at all");
  expect(refusal(lost, { name: "x" })).toBe(lost);
});
