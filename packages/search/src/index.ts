export { searchCodes } from "./codes.ts";
export { searchNotUnderstood } from "./errors.ts";
export type { SearchSubject } from "./fields.ts";
export { formatCondition, formatQuery } from "./format-query.ts";
export { type Parsed, parseOrder, parseSearch, type SearchContext } from "./parse-search.ts";
