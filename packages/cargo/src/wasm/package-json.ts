import { type GluePlace, moduleKind } from './package-layout'

/** What a `Cargo.toml` says that belongs into the manifest of an npm package made from it. */
export interface CrateDescription {
  readonly name: string
  readonly version: string
  readonly description: string | null
  readonly license: string | null
  readonly homepage: string | null
  readonly repository: string | null
}

/**
 * The `package.json` texts of a built package by path. Each glue directory says how its files are to be taken, whatever
 * the package around it says. Where no manifest is committed beside the crate the package gets a full one.
 */
export function printPackageManifests(
  places: readonly GluePlace[],
  library: string,
  description: CrateDescription | null,
): ReadonlyMap<string, string> {
  const texts = new Map<string, string>()
  for (const place of places) {
    const path = place.dir === '' ? 'package.json' : `${place.dir}/package.json`
    texts.set(path, print({ type: moduleKind(place.glue), sideEffects: sideEffects(library) }))
  }
  if (description) texts.set('package.json', print(fullManifest(places, library, description)))
  return texts
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

function fullManifest(
  places: readonly GluePlace[],
  library: string,
  { name, version, description, license, homepage, repository }: CrateDescription,
): Record<string, unknown> {
  const main = places.find(({ glue }) => glue === 'bundler') ?? places[0]
  const node = places.find(({ glue }) => glue === 'nodejs' || glue === 'experimental-nodejs-module')
  const file = (place: GluePlace | undefined, extension: string) =>
    `./${place && place.dir !== '' ? `${place.dir}/` : ''}${library}${extension}`
  return {
    name,
    version,
    ...(description === null ? {} : { description }),
    ...(license === null ? {} : { license }),
    ...(homepage === null ? {} : { homepage }),
    ...(repository === null ? {} : { repository: { type: 'git', url: repository } }),
    type: 'module',
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
      [`./${library}_bg.wasm`]: file(main, '_bg.wasm'),
      './package.json': './package.json',
    },
    files: places.map(({ dir }) => dir).filter((dir) => dir !== ''),
    sideEffects: places.flatMap(({ dir }) =>
      sideEffects(library).map((path) => path.replace('./', `./${dir}/`)),
    ),
  }
}

/** Importing the glue loads and starts the module, so a bundler must not drop it; as wasm-pack writes it. */
function sideEffects(library: string): string[] {
  return [`./${library}.js`, './snippets/*']
}

function print(manifest: Record<string, unknown>): string {
  return `${JSON.stringify(manifest, null, 2)}\n`
}
