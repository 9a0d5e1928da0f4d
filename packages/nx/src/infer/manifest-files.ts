/** Whether a path is that of a manifest that facts are made from: of Cargo, npm or Nx. */
export function isManifest(file: string): boolean {
  return /(^|\/)(Cargo\.toml|package\.json|project\.json)$/.test(file)
}
