import { childPath } from '../repository-path'
import type { GluePlace } from './package-layout'
import { GLUES } from './wasm-glue'
import type { OutDirectory } from './wasm-package'

/** What a `Cargo.toml` says that belongs into the manifest of an npm package made from it. */
export interface CrateDescription {
  readonly name: string
  readonly version: string
  readonly description: string | null
  readonly license: string | null
  readonly homepage: string | null
  readonly repository: string | null
}

export interface PrintedPackage {
  /** Directories relative to the package, `''` for its root. */
  readonly places: readonly GluePlace[]
  readonly outName: string
  readonly manifest: OutDirectory['manifest']
  readonly description: CrateDescription
}

/**
 * The `package.json` texts of a built package by path. Each glue directory says how its files are to be taken, whatever
 * the package around it says. A package that nobody else describes gets a full one.
 */
export function printPackageManifests(printed: PrintedPackage): ReadonlyMap<string, string> {
  const { places, outName, manifest } = printed
  const texts = new Map<string, string>()
  for (const place of places) {
    if (place.dir === '' && manifest === 'none') continue
    const kind = { type: GLUES[place.glue].module, sideEffects: sideEffects(outName) }
    texts.set(childPath(place.dir, 'package.json'), print(kind))
  }
  if (manifest === 'full') texts.set('package.json', print(fullManifest(printed)))
  return texts
}

/**
 * Whether a build has written the text of a package.json, and not a person: a package that it describes is none of the
 * repository's projects.
 */
export function isPrintedManifest(text: string): boolean {
  try {
    const json = JSON.parse(text.replace(/^\uFEFF/, '')) as Readonly<Record<string, unknown>>
    const hasEffects =
      Array.isArray(json.sideEffects) && json.sideEffects.some((path) => /snippets\/\*$/.test(path))
    if (!hasEffects) return false
    // wasm-pack's, or ours.
    const isKind = Object.keys(json).every((key) => key === 'type' || key === 'sideEffects')
    return isKind || (/_bg\.wasm"/.test(text) && json.scripts === undefined && json.private === undefined)
  } catch {
    return false
  }
}

/**
 * The `package.json` beside the snippets of a glue, where it has any: they are ES modules whatever the glue around them
 * is; Node requires them since 20.19.
 */
export const SNIPPETS_MANIFEST = '{ "type": "module" }\n'

/** Whether a file of the crate's directory goes into a package that is an npm package by itself. */
export function isPackageText(name: string): boolean {
  return /^(README|LICEN[CS]E)([-.].*)?$/i.test(name)
}

function fullManifest({ places, outName, description: crate }: PrintedPackage): Record<string, unknown> {
  const { name, version, description, license, homepage, repository } = crate
  const main = places.find(({ glue }) => glue === 'bundler') ?? places[0]
  const node = places.find(({ glue }) => GLUES[glue].isForNode)
  const atRoot = places.find(({ dir }) => dir === '')
  const file = (place: GluePlace | undefined, extension: string) =>
    `./${place && place.dir !== '' ? `${place.dir}/` : ''}${outName}${extension}`
  return {
    name,
    version,
    ...(description === null ? {} : { description }),
    ...(license === null ? {} : { license }),
    ...(homepage === null ? {} : { homepage }),
    ...(repository === null ? {} : { repository: { type: 'git', url: repository } }),
    type: atRoot ? GLUES[atRoot.glue].module : 'module',
    main: file(node ?? main, '.js'),
    module: file(main, '.js'),
    types: file(main, '.d.ts'),
    exports: {
      '.': {
        types: file(main, '.d.ts'),
        ...(node && node !== main ? { node: file(node, '.js') } : {}),
        default: file(main, '.js'),
      },
      ...Object.fromEntries(
        places
          .filter(({ dir }) => dir !== '')
          .map((place) => [`./${place.dir}`, { types: file(place, '.d.ts'), default: file(place, '.js') }]),
      ),
      // Where all lies at the top, files are asked for by their names too.
      ...(atRoot ? { [`./${outName}.js`]: file(atRoot, '.js') } : {}),
      [`./${outName}_bg.wasm`]: file(main, '_bg.wasm'),
      './package.json': './package.json',
    },
    files: [
      ...(atRoot ? [`${outName}*`, 'snippets'] : []),
      ...places.map(({ dir }) => dir).filter((dir) => dir !== ''),
    ],
    sideEffects: places.flatMap(({ dir }) =>
      sideEffects(outName).map((path) => (dir === '' ? path : path.replace('./', `./${dir}/`))),
    ),
  }
}

/** Importing the glue loads and starts the module, so a bundler must not drop it; as wasm-pack writes it. */
function sideEffects(outName: string): string[] {
  return [`./${outName}.js`, './snippets/*']
}

function print(manifest: Record<string, unknown>): string {
  return `${JSON.stringify(manifest, null, 2)}\n`
}
