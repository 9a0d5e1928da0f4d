/** What is to be released. */
export interface Release {
  readonly tag: string
  /** The manifests of the packages that are published. */
  readonly manifests: readonly ReleasedManifest[]
}

export interface ReleasedManifest {
  readonly name: string
  readonly version: string
}

/** Why the tag cannot be released, a line each. */
export function releaseFaults({ tag, manifests }: Release): string[] {
  const [, version] = /^v(\d+\.\d+\.\d+(?:-[\w.]+)?)$/.exec(tag) ?? []
  if (version === undefined) return [`the tag is ${JSON.stringify(tag)}, not v1.2.3`]
  return manifests
    .filter((manifest) => manifest.version !== version)
    .map(({ name, version: other }) => `${name} has the version ${other}, but the tag is ${tag}`)
}
