import type { ApiScope } from "../http/api-scope.ts";

export function addApiRoutes(_scope: ApiScope): void {}
