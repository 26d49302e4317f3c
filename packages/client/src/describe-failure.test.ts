import { expect, it } from "vitest";
import { describeFailure } from "./describe-failure.ts";

const response = (status: number) => new Response(null, { status, headers: { "x-request-id": "r-1" } });

it("a failure of either face, of the gateway, and of something else on the way", () => {
  const api = {
    error: { code: "MLX3012", summary: "there is no run", next: ["list them"], requestId: "r-1" },
  };
  expect(describeFailure(api, response(404))).toEqual({
    status: 404,
    code: "MLX3012",
    summary: "there is no run",
    detail: "list them",
    requestId: "r-1",
  });
  const sensei = {
    type: "https://platform.adobe.io/data/foundation/ml/problems/illegal-argument",
    title: "Illegal Argument",
    status: 400,
    detail: "Model specification name must not be empty",
  };
  expect(describeFailure(sensei, response(400))).toEqual({
    status: 400,
    code: "illegal-argument",
    summary: "Illegal Argument",
    detail: "Model specification name must not be empty",
    requestId: "r-1",
  });
  const gateway = { error_code: "403010", message: "Oauth token is missing." };
  expect(describeFailure(gateway, response(403))).toEqual({
    status: 403,
    code: "403010",
    summary: "Oauth token is missing.",
    requestId: "r-1",
  });
  expect(describeFailure("Bad Gateway\n", new Response(null, { status: 502 }))).toEqual({
    status: 502,
    summary: "Bad Gateway",
  });
  expect(describeFailure(undefined, new Response(null, { status: 504 }))).toMatchObject({
    summary: "the server answered 504",
  });
});
