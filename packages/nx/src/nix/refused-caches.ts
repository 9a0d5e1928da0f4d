import { type RefusedSubstitute, signersOf } from '@nx-crane/nix'
import { type NixInstallation, readPathInfos } from '@nx-crane/nix/cli'

export interface RefusedCachesOptions {
  readonly nix: NixInstallation
  readonly print: (line: string) => void
  /** What a store path is called: by its task, else by its name. */
  readonly nameOf: (storePath: string) => string
}

/** Says once of each cache that it has what is built here all the same, since Nix does not trust its signatures. */
export class RefusedCaches {
  readonly #options: RefusedCachesOptions
  readonly #said = new Map<string, Promise<void>>()

  constructor(options: RefusedCachesOptions) {
    this.#options = options
  }

  /** Nix goes on meanwhile: who has signed it the cache is asked. */
  add(refused: RefusedSubstitute): void {
    if (!this.#said.has(refused.cache)) this.#said.set(refused.cache, this.#say(refused))
  }

  /** When all is said. */
  async settled(): Promise<void> {
    await Promise.all(this.#said.values())
  }

  async #say({ storePath, cache }: RefusedSubstitute): Promise<void> {
    const { nix, print, nameOf } = this.#options
    const infos = await readPathInfos(nix, cache, [storePath]).catch(() => new Map())
    const info = typeof infos === 'string' ? undefined : infos.get(storePath)
    print(refusalOf({ cache, name: nameOf(storePath), signers: info ? signersOf(info) : null }))
  }
}

/** @param signers names of keys; null when it is not known */
export function refusalOf(refusal: {
  readonly cache: string
  readonly name: string
  readonly signers: readonly string[] | null
}): string {
  const { cache, name, signers } = refusal
  const head = `nix: the cache ${cache} has ${name}, but it is built here`
  if (signers?.length === 0)
    return `${head}: it has no signature. Push it with a key (\`nx-crane cache push --key-file\`), and name that in trusted-public-keys`
  const keys = signers === null ? 'its key' : signers.map((signer) => `"${signer}:…"`).join(' or ')
  return `${head}: no key in trusted-public-keys has signed it. Add ${keys} there if you trust it; \`nx-crane cache check\` says more`
}
