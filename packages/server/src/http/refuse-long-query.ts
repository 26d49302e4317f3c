import { refusedRequest } from "./errors.ts";

const mostParameters = 200;

/** Before anything is made of it. Failure: 8531. */
export function refuseLongQuery(url: string): undefined {
  let parameters = 1;
  for (let at = url.indexOf("&"); at !== -1; at = url.indexOf("&", at + 1)) parameters += 1;
  if (parameters > mostParameters)
    throw refusedRequest(`its query has ${parameters} parameters, and may have ${mostParameters}`);
}
