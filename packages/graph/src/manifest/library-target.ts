import type { CrateTarget } from '../crate'
import { crateTypes, NO_FEATURES, toTarget } from './declared-target'
import type { TargetContext } from './target-context'
import { booleanOf, stringOf, type TomlTable, tableOf } from './toml-table'

/** The library of a crate: `[lib]`, or `src/lib.rs` where Cargo may look for it. */
export function libraryTarget(context: TargetContext): CrateTarget | undefined {
  const table = tableOf(context.manifest.toml, 'lib')
  const discovered = context.sources.has('src/lib.rs') ? 'src/lib.rs' : undefined
  if (!table && (discovered === undefined || booleanOf(context.package, 'autolib') === false))
    return undefined
  const lib = table ?? {}
  const name = stringOf(lib, 'name') ?? context.name.replaceAll('-', '_')
  const path = stringOf(lib, 'path') ?? discovered ?? legacyLibrary(context, name)
  if (path === undefined) {
    context.faults.add(context.manifest, ['lib'], {
      code: 'MISSING_CRATE_TARGET',
      message: `crate "${context.name}" has a [lib] section but no src/lib.rs`,
      hint: 'create src/lib.rs or set lib.path',
    })
    return undefined
  }
  const types = libraryTypes(lib)
  return toTarget(context, {
    table: lib,
    name,
    path,
    kind: types,
    crateTypes: types,
    test: true,
    doc: true,
    requiredFeatures: NO_FEATURES,
    doctest: (booleanOf(lib, 'doctest') ?? true) && types.some((type) => DOCTESTABLE.has(type)),
  })
}

const DOCTESTABLE = new Set(['lib', 'rlib', 'proc-macro'])

function libraryTypes(lib: TomlTable): readonly string[] {
  const types = crateTypes(lib)
  if (types?.includes('proc-macro')) return ['proc-macro']
  if (types) return types
  return (booleanOf(lib, 'proc-macro') ?? booleanOf(lib, 'proc_macro')) ? ['proc-macro'] : ['lib']
}

/** Edition 2015 took `src/<name>.rs` for the library of a crate with a `[lib]` section. */
function legacyLibrary({ edition, sources }: TargetContext, name: string): string | undefined {
  const path = `src/${name}.rs`
  return edition === '2015' && sources.has(path) ? path : undefined
}
