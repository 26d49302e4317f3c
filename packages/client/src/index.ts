export { type Client, type ClientOptions, createClient } from "./create-client.ts";
export { describeFailure, type Failure } from "./describe-failure.ts";
export { RefusedError } from "./errors.ts";
export { type FollowOptions, followEvents, type ServerEvent } from "./follow-events.ts";
export type { components, operations, paths } from "./generated/api.ts";
