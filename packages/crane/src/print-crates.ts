import { attrs, type Expression, list, NULL, printExpression, str } from '@nx-crane/nix'
import type { CratePlan } from './crate-plan'
import type { ToolchainPlan } from './plan-toolchains'
import { tomlExpression } from './toml-expression'
import { wasmExpression, wasmToolsExpression } from './wasm-expression'

export interface CratesFile {
  readonly crates: readonly CratePlan[]
  /** By path the manifests that Nix cannot read. */
  readonly manifests: ReadonlyMap<string, unknown>
  readonly toolchains: ToolchainPlan
}

/** The text of `crates.nix`. */
export function printCrates({ crates, manifests, toolchains }: CratesFile): string {
  const data = attrs({
    crates: attrs(crates.map((crate) => [crate.attribute, crateData(crate)] as const)),
    manifests: attrs([...manifests].map(([path, toml]) => [path, tomlExpression(toml)] as const)),
    toolchain: attrs({
      file: toolchains.file === null ? NULL : str(toolchains.file),
      others: attrs([...toolchains.others].map(([dir, file]) => [dir, str(file)] as const)),
    }),
    ...(crates.some(({ wasm }) => wasm !== null) ? { wasmTools: wasmToolsExpression() } : {}),
  })
  return `# Written by \`nx-crane flake\` from the manifests; what is changed here is lost.\n${printExpression(data)}\n`
}

function crateData({ attribute: _, dependencies, wasm, ...crate }: CratePlan): Expression {
  return attrs({
    name: str(crate.name),
    version: str(crate.version),
    dir: str(crate.dir),
    workspace: str(crate.workspace),
    dependencies: attrs({
      normal: texts(dependencies.normal),
      build: texts(dependencies.build),
      dev: texts(dependencies.dev),
    }),
    binaries: texts(crate.binaries),
    extraFiles: texts(crate.extraFiles),
    testFiles: texts(crate.testFiles),
    nestedDirs: texts(crate.nestedDirs),
    ...(wasm === null ? {} : { wasm: wasmExpression(wasm) }),
  })
}

function texts(items: readonly string[]): Expression {
  return list(items.map(str))
}
