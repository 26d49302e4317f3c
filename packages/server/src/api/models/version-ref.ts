/** `model/x@v3` of `x` and `3`, `latest` or an alias. */
export function versionRef({ model, version }: { readonly model: string; readonly version: string }): string {
  return `model/${model}@${/^\d+$/.test(version) ? `v${version}` : version}`;
}
