import type { ApiScope } from "../../http/api-scope.ts";

export function addExperimentRoutes(_scope: ApiScope): void {}
