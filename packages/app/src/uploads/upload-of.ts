/** The name of the upload that a folder of the project is, or is in; `undefined` of any other folder. */
export function uploadOf(folder: string): string | undefined {
  const [state, uploads, name] = folder.split("/");
  return state === ".mlx" && uploads === "uploads" && name !== "" ? name : undefined;
}
