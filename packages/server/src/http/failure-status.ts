import type { Code, FailureCategory, MlxError } from "@mlx/core";

/** What a failure is answered with. Codes that are not listed go by their category. */
const statuses: { readonly [code in Code]?: number } = {
  // The plan is blocked.
  MLX3002: 409,
  // No such run, schedule, target, service.
  MLX3012: 404,
  MLX3040: 404,
  MLX3050: 404,
  MLX3063: 404,
  // The run is not in a state for that.
  MLX3025: 409,
  // The store: newer than this mlx, no store, busy, full, not reachable.
  MLX5001: 503,
  MLX5002: 503,
  MLX5003: 503,
  MLX5004: 503,
  MLX5005: 503,
  // Somebody else was faster.
  MLX5010: 409,
  MLX5020: 409,
  MLX5021: 404,
  MLX5022: 409,
  MLX5023: 404,
  MLX5024: 404,
  MLX5030: 409,
  MLX5032: 409,
  MLX5033: 404,
  // No such model, version, alias; the version is in use.
  MLX7001: 404,
  MLX7002: 404,
  MLX7005: 404,
  MLX7006: 404,
  MLX7009: 404,
  MLX7018: 409,
  // A file of the state folder cannot be written, or read.
  MLX8004: 507,
  MLX8008: 404,
  MLX8009: 400,
  MLX8010: 500,
  MLX8018: 404,
  // Another revision, something that stays refers to it, too large.
  MLX8040: 412,
  MLX8046: 409,
  MLX8047: 404,
  MLX8048: 413,
  MLX8049: 422,
  // Who may.
  MLX8042: 401,
  MLX8043: 401,
  MLX8044: 403,
  MLX8045: 403,
  MLX8060: 409,
  MLX8061: 400,
  MLX8062: 409,
  MLX8064: 404,
  MLX8065: 403,
  // The run has not measured that, no such file, not the plan that was shown.
  MLX8080: 404,
  MLX8081: 404,
  MLX8082: 409,
  // What the server itself refuses.
  MLX8519: 421,
  MLX8521: 413,
  MLX8522: 400,
  MLX8523: 400,
  MLX8524: 408,
  MLX8525: 429,
  MLX8526: 404,
  MLX8527: 503,
  MLX8528: 500,
  MLX8529: 400,
  MLX8530: 415,
  MLX8531: 400,
  MLX8537: 403,
  MLX8538: 405,
  MLX8071: 404,
  MLX8565: 412,
  MLX8580: 400,
  MLX8581: 404,
  MLX8582: 403,
  MLX8583: 400,
  MLX8584: 422,
  MLX8585: 409,
  MLX8586: 416,
  // The Sensei API's face.
  MLX8540: 404,
  MLX8543: 400,
  MLX8544: 400,
  MLX8545: 400,
  MLX8546: 406,
  MLX8547: 415,
  MLX8548: 409,
  MLX8549: 410,
  MLX8550: 404,
  MLX8551: 503,
};

const ofCategory: { readonly [category in FailureCategory]: number } = {
  error: 422,
  "configuration-invalid": 422,
  "lock-held": 409,
  blocked: 409,
  "run-failed": 422,
  "plan-stale": 409,
  cancelled: 409,
};

/** The HTTP status of a failure. */
export function failureStatus({ code, category }: Pick<MlxError, "code" | "category">): number {
  return statuses[code] ?? ofCategory[category];
}
