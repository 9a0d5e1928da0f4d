import { DIGEST_SIZES, type HashAlgorithm } from '../digest'
import { NixError } from '../nix-error'
import { parseTuple, type Term } from './aterm'
import type { Derivation, DerivationOutput } from './derivation'
import { malformedDerivation } from './malformed-derivation'

/**
 * The derivation in a `.drv` file called `<hash>-<name>.drv`. `printDerivation` gives the same bytes again.
 * Bytes must be UTF-8. Derivations of experimental kinds, whose paths nobody knows before they are built, are refused.
 */
export function parseDerivation(contents: string | Uint8Array, name: string): Derivation {
  const text = typeof contents === 'string' ? contents : decode(contents, name)
  if (text.startsWith('DrvWithVersion(')) throw unsupported(name, 'it is of a newer, experimental version')
  if (!text.startsWith('Derive(')) throw malformedDerivation(text, 0, '"Derive("')
  const { items } = parseTuple(text, 'Derive'.length)
  const [outputs, inputDerivations, inputSources, system, builder, args, environment] = items
  const shape = new Shape(text)
  if (items.length !== 7) throw shape.fault('seven fields')
  return {
    name,
    outputs: shape.map(outputs, 4, ([output, ...facts]) => [
      shape.string(output),
      parseOutput(
        facts.map((fact) => shape.string(fact)),
        name,
      ),
    ]),
    inputDerivations: shape.map(inputDerivations, 2, ([path, used]) => [
      shape.string(path),
      shape.strings(used),
    ]),
    inputSources: shape.strings(inputSources),
    system: shape.string(system),
    builder: shape.string(builder),
    args: shape.strings(args),
    environment: shape.map(environment, 2, ([key, value]) => [shape.string(key), shape.string(value)]),
  }
}

function parseOutput([path = '', method = '', hash = '']: readonly string[], name: string): DerivationOutput {
  if (method === '' && hash === '') return { addressedBy: 'input', path }
  const algorithm = method.replace(/^r:/, '')
  if (!isAlgorithm(algorithm)) throw unsupported(name, `an output is of the kind "${method}"`)
  if (!/^(?:[0-9a-f]{2})+$/.test(hash) || hash.length !== 2 * DIGEST_SIZES[algorithm]) {
    throw unsupported(name, `an output has no ${algorithm} beforehand but "${hash}"`)
  }
  return {
    addressedBy: 'content',
    path,
    method: method === algorithm ? 'flat' : 'recursive',
    algorithm,
    hash,
  }
}

function isAlgorithm(text: string): text is HashAlgorithm {
  return Object.hasOwn(DIGEST_SIZES, text)
}

/** Takes terms for what they should be. */
class Shape {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  fault(expected: string): NixError {
    return malformedDerivation(this.#text, 0, `a derivation with ${expected}`)
  }

  string(term: Term | undefined): string {
    if (typeof term === 'string') return term
    throw this.fault('strings where strings belong')
  }

  strings(term: Term | undefined): string[] {
    return this.#items(term, '[]').map((item) => this.string(item))
  }

  map<T>(
    term: Term | undefined,
    size: number,
    entry: (items: readonly Term[]) => [string, T],
  ): Map<string, T> {
    const items = this.#items(term, '[]').map((tuple) => this.#items(tuple, '()'))
    if (items.some(({ length }) => length !== size)) throw this.fault(`tuples of ${size}`)
    const map = new Map(items.map(entry))
    if (map.size !== items.length) throw this.fault('every name once')
    return map
  }

  #items(term: Term | undefined, brackets: '[]' | '()'): readonly Term[] {
    if (typeof term === 'object' && term.brackets === brackets) return term.items
    throw this.fault(brackets === '[]' ? 'lists where lists belong' : 'tuples where tuples belong')
  }
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function decode(bytes: Uint8Array, name: string): string {
  try {
    return UTF8.decode(bytes)
  } catch (cause) {
    throw new NixError('NOT_UTF8', {
      message: `the derivation "${name}" holds text that is not UTF-8`,
      hint: 'find the attribute that holds raw bytes, and pass them in a file instead',
      cause,
    })
  }
}

function unsupported(name: string, fault: string): NixError {
  return new NixError('UNSUPPORTED_DERIVATION', {
    message: `the paths of the derivation "${name}" cannot be known: ${fault}`,
    hint: 'only derivations without experimental features are supported; let Nix evaluate this one',
  })
}
