/** Where a request to a service goes. */
export type ServicePath =
  | { readonly action: "ping" | "invocations"; readonly service: string }
  /** Below `/services`, and nothing that there is. */
  | { readonly action: "unknown" };

const servicesPrefix = "/services/";

/** `/services/NAME/ping`, `/services/NAME[key]/invocations?…`; `undefined` for what is not below `/services/`. */
export function readServicePath(url: string): ServicePath | undefined {
  if (!url.startsWith(servicesPrefix)) return undefined;
  const path = pathOf(url);
  const end = path.indexOf("/", servicesPrefix.length);
  const action = actionOf(path.slice(end));
  const name = end < 0 ? undefined : decode(path.slice(servicesPrefix.length, end));
  if (action === undefined || name === undefined || name === "") return { action: "unknown" };
  return { action, service: name };
}

/** `/ping` and `/invocations`: of a port that one service has. */
export function actionOf(path: string): "ping" | "invocations" | undefined {
  return path === "/ping" ? "ping" : path === "/invocations" ? "invocations" : undefined;
}

export function pathOf(url: string): string {
  const question = url.indexOf("?");
  return question < 0 ? url : url.slice(0, question);
}

export function queryOf(url: string): string {
  const question = url.indexOf("?");
  return question < 0 ? "" : url.slice(question);
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
