import type { ApiScope } from "../../http/api-scope.ts";

export function addServiceRoutes(_scope: ApiScope): void {}
