import type { ApiScope } from "../../http/api-scope.ts";

export function addEngineRoutes(_scope: ApiScope): void {}
