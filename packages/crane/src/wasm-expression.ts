import { SNIPPETS_MANIFEST, WASM_OPT_FEATURES, type WasmPackagePlan } from '@nx-crane/graph'
import { attrs, type Expression, list, NULL, str } from '@nx-crane/nix'

/** What the library needs to know to make the WebAssembly package of a crate. */
export function wasmExpression({ settings, manifests, around, ...plan }: WasmPackagePlan): Expression {
  return attrs({
    library: str(plan.library),
    outName: str(plan.outName),
    places: list(plan.places.map(({ glue, dir }) => attrs({ glue: str(glue), dir: str(dir) }))),
    bindgenArgs: texts(settings.bindgenArgs),
    wasmOpt: settings.wasmOpt === null ? NULL : texts(settings.wasmOpt),
    rustflags: texts(plan.rustflags),
    manifests: attrs([...manifests].map(([path, text]) => [path, str(text)] as const)),
    texts: texts(plan.texts),
    textDirs: texts(plan.textDirs),
    around: around === null ? NULL : attrs({ outDir: str(around.outDir), files: texts(around.files) }),
  })
}

/** What is the same for all of them. */
export function wasmToolsExpression(): Expression {
  const { always, byFeature } = WASM_OPT_FEATURES
  return attrs({
    optFlags: attrs({
      always: texts(always),
      byFeature: attrs([...byFeature].map(([feature, flag]) => [feature, str(flag)] as const)),
    }),
    snippetsManifest: str(SNIPPETS_MANIFEST),
  })
}

function texts(items: readonly string[]): Expression {
  return list(items.map(str))
}
