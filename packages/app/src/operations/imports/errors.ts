import { type Address, type Diagnostic, MlxError } from "@mlx/core";

export function notUnmanaged(address: Address, why: string): MlxError {
  return new MlxError({
    code: "MLX8050",
    summary: `${address} cannot be imported: ${why}`,
    detail: "What was made through the API, and no file declares, can be. Nothing was written.",
    next: ["`mlx import` without an address lists what can be imported"],
  });
}

/** `other`: a name that is free. */
export function importFileTaken(file: string, other: string): MlxError {
  return new MlxError({
    code: "MLX8051",
    summary: `${file} is there already`,
    detail: "A file that people may have edited is never written over, nor added to. Nothing was written.",
    next: [`\`mlx import --out ${other} …\` writes another file`, `move or delete ${file} first`],
  });
}

export function importFileOutside(file: string): MlxError {
  return new MlxError({
    code: "MLX8052",
    summary: `${file} would not be read by the project`,
    detail: "It reads files that are named *.mlx.yaml in its folder, and below it. Nothing was written.",
    next: ["name a file such as `imported.mlx.yaml`"],
  });
}

export function importNeeds(address: Address, needed: Address): MlxError {
  return new MlxError({
    code: "MLX8053",
    summary: `${address} uses ${needed}, which the files do not declare any more`,
    detail: "A plan of the files as they are deletes it. Nothing was written.",
    next: [`declare ${needed} again, then import ${address}`],
  });
}

export function importFolderTaken(recipe: Address, folder: string): MlxError {
  return new MlxError({
    code: "MLX8054",
    summary: `the source of ${recipe} would be copied to ${folder}, which is there already`,
    detail: "Nothing was written.",
    next: [`move or delete ${folder} first`],
  });
}

export function importRefused(file: string, diagnostics: readonly Diagnostic[]): MlxError {
  return new MlxError({
    code: "MLX8055",
    category: "configuration-invalid",
    summary: `${file} would not be valid`,
    detail: "It was removed again.",
    next: ["mend what the findings name: in the files, or through the API", "import less at once"],
    diagnostics,
  });
}
