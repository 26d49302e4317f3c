import type { ApiScope } from "../../http/api-scope.ts";

export function addInstanceRoutes(_scope: ApiScope): void {}
