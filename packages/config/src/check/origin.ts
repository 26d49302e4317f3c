/** Who wrote what is checked: the project's files, or a client of the API, whom less is allowed. */
export type Origin = "files" | "client";
