/** An npm package of the repository: a directory with a `package.json` that has a name. */
export interface TypeScriptPackage {
  readonly name: string
  /** Path of its `package.json` relative to the root; its identity. */
  readonly manifest: string
  readonly dir: string
  readonly version: string | null
  readonly scripts: Readonly<Record<string, string>>
  /** All dependency tables merged (dependencies, dev, peer, optional): package name → specifier. */
  readonly dependencies: Readonly<Record<string, string>>
}
