import { sha256 } from '../digest'
import { NixError } from '../nix-error'
import {
  fixedOutputPath,
  inputAddressedPath,
  printMethod,
  type StorePathOptions,
} from '../store/content-path'
import type { StorePath } from '../store/store-path'
import { type Derivation, type DerivationOutput, fixedOutputOf } from './derivation'
import { printDerivation } from './print-derivation'

/** Gives the derivation at a path; throws when there is none. */
export type LoadDerivation = (path: string) => Derivation

/**
 * Hashes and output paths of derivations that share inputs: each derivation is loaded and hashed once.
 * What is hashed is the recipe "modulo" how fixed outputs are come by: fetching the same bytes from elsewhere moves the
 * derivation's own path and no output path.
 */
export class DerivationHashes {
  readonly #load: LoadDerivation
  readonly #options: StorePathOptions
  readonly #known = new Map<string, string>()

  constructor(load: LoadDerivation, options: StorePathOptions = {}) {
    this.#load = load
    this.#options = options
  }

  /** The hash by which the derivation at `path` goes into those that use it, in hexadecimal. */
  ofPath(path: string): string {
    // Inputs before what uses them, by hand: derivations stand in longer rows than calls may.
    const open: { path: string; derivation: Derivation }[] = []
    const pending = new Set<string>()
    for (let next: string | undefined = path; next !== undefined; ) {
      if (pending.has(next)) throw cycle([...pending, next])
      pending.add(next)
      open.push({ path: next, derivation: this.#load(next) })
      next = this.#close(open, pending)
    }
    return this.#known.get(path) ?? ''
  }

  /** Hashes the innermost open derivations whose inputs are known; gives the first input that is not. */
  #close(open: { path: string; derivation: Derivation }[], pending: Set<string>): string | undefined {
    for (let last = open.at(-1); last; last = open.at(-1)) {
      const missing = fixedOutputOf(last.derivation)
        ? undefined
        : [...last.derivation.inputDerivations.keys()].find((input) => !this.#known.has(input))
      if (missing !== undefined) return missing
      this.#known.set(last.path, this.of(last.derivation))
      pending.delete(last.path)
      open.pop()
    }
    return undefined
  }

  /** The same for a derivation that need not be in a store. Its output paths go into it: they must be filled in. */
  of(derivation: Derivation): string {
    const fixed = fixedOutputOf(derivation)
    if (fixed) return sha256(`fixed:out:${printMethod(fixed)}:${fixed.hash}:${fixed.path}`).toString('hex')
    return this.#withHashedInputs(derivation).toString('hex')
  }

  /** Where Nix puts each output; what the derivation itself says of its output paths does not matter. */
  outputPaths(derivation: Derivation): Map<string, StorePath> {
    const { name, outputs } = derivation
    const fixed = fixedOutputOf(derivation)
    if (fixed) {
      const path = fixedOutputPath({ ...fixed, hash: Buffer.from(fixed.hash, 'hex') }, name, this.#options)
      return new Map([['out', path]])
    }
    const hash = this.#withHashedInputs(withoutOutputPaths(derivation))
    const path = (outputName: string) =>
      inputAddressedPath(hash, { derivationName: name, outputName, ...this.#options })
    return new Map([...outputs.keys()].map((outputName) => [outputName, path(outputName)]))
  }

  #withHashedInputs(derivation: Derivation): Buffer {
    refuseMixedOutputs(derivation)
    const inputs = new Map<string, readonly string[]>()
    for (const [path, outputs] of derivation.inputDerivations) {
      // Two derivations may fetch the same thing in different ways: they are one input then.
      const hash = this.#known.get(path) ?? this.ofPath(path)
      inputs.set(hash, [...(inputs.get(hash) ?? []), ...outputs])
    }
    return sha256(printDerivation({ ...derivation, inputDerivations: inputs }))
  }
}

/** `DerivationHashes.of`, for one derivation. */
export function hashDerivationModulo(derivation: Derivation, load: LoadDerivation): string {
  return new DerivationHashes(load).of(derivation)
}

/** `DerivationHashes.outputPaths`, for one derivation. */
export function outputPaths(derivation: Derivation, load: LoadDerivation, options: StorePathOptions = {}) {
  return new DerivationHashes(load, options).outputPaths(derivation)
}

/** The derivation with its output paths put in, in its outputs and in the environment: as Nix writes it. */
export function withOutputPaths(derivation: Derivation, paths: ReadonlyMap<string, StorePath>): Derivation {
  return withPaths(derivation, (name) => paths.get(name)?.path ?? '')
}

function withoutOutputPaths(derivation: Derivation): Derivation {
  return withPaths(derivation, () => '')
}

function withPaths(derivation: Derivation, path: (outputName: string) => string): Derivation {
  const outputs = new Map<string, DerivationOutput>()
  for (const [name, output] of derivation.outputs) outputs.set(name, { ...output, path: path(name) })
  const environment = new Map(derivation.environment)
  for (const name of environment.keys()) if (outputs.has(name)) environment.set(name, path(name))
  return { ...derivation, outputs, environment }
}

/** Nix knows fixed outputs only alone and under the name `out`. */
function refuseMixedOutputs({ name, outputs }: Derivation): void {
  if (outputs.size > 0 && [...outputs.values()].every(({ addressedBy }) => addressedBy === 'input')) return
  throw new NixError('UNSUPPORTED_DERIVATION', {
    message: `the derivation "${name}" has ${outputs.size === 0 ? 'no output' : 'a fixed output that is not its only one, "out"'}`,
    hint: 'no Nix accepts it; instantiate it again',
  })
}

function cycle(paths: readonly string[]): NixError {
  return new NixError('DERIVATION_CYCLE', {
    message: `a derivation needs itself: ${paths.slice(paths.indexOf(paths.at(-1) ?? '')).join(' → ')}`,
    hint: 'no store holds such derivations: the paths given are not the ones they were written to',
  })
}
