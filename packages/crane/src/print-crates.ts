import { attrs, type Expression, list, printExpression, str } from '@nx-crane/nix'
import type { CratePlan } from './crate-plan'
import { tomlExpression } from './toml-expression'

/** The text of `crates.nix`: the crates, and by path the manifests that Nix cannot read. */
export function printCrates(crates: readonly CratePlan[], manifests: ReadonlyMap<string, unknown>): string {
  const data = attrs({
    crates: attrs(crates.map((crate) => [crate.attribute, crateData(crate)] as const)),
    manifests: attrs([...manifests].map(([path, toml]) => [path, tomlExpression(toml)] as const)),
  })
  return `# Written by \`nx-crane flake\` from the manifests; what is changed here is lost.\n${printExpression(data)}\n`
}

function crateData({ attribute: _, dependencies, ...crate }: CratePlan): Expression {
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
  })
}

function texts(items: readonly string[]): Expression {
  return list(items.map(str))
}
