import type { ApiScope } from "../http/api-scope.ts";

export function addOpenApi(_scope: ApiScope): void {}
