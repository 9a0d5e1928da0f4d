import { join, relative } from 'node:path'
import ts from 'typescript'

// By hand, `npx tsx tools/check-boundaries/unused-exports.ts`: values that packages export and no other product file uses,
// with what uses them all the same. Not a fault by itself: executors are for Nx, what waits has only tests, and what is
// imported dynamically is not seen.

const root = join(__dirname, '..', '..')

function main(): void {
  const config = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile).config as unknown
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  const program = ts.createProgram(fileNames, options)
  const checker = program.getTypeChecker()
  const sources = program
    .getSourceFiles()
    .filter(({ isDeclarationFile, fileName }) => !isDeclarationFile && !fileName.includes('node_modules'))
  const users = usersOf(sources, checker)
  for (const source of sources.filter(isProduct)) {
    const module = checker.getSymbolAtLocation(source)
    for (const symbol of module === undefined ? [] : checker.getExportsOfModule(module)) {
      if ((symbol.flags & ts.SymbolFlags.Value) === 0) continue
      const others = [...(users.get(symbol) ?? [])].filter((user) => user !== source)
      if (others.some(isProduct)) continue
      const used = others.length === 0 ? 'nothing' : others.map(({ fileName }) => pathOf(fileName)).join(', ')
      console.log(`${pathOf(source.fileName)}: ${symbol.name}: used by ${used}`)
    }
  }
}

/** The files that name each symbol, other than in imports, exports and its own declaration. */
function usersOf(
  sources: readonly ts.SourceFile[],
  checker: ts.TypeChecker,
): ReadonlyMap<ts.Symbol, ReadonlySet<ts.SourceFile>> {
  const users = new Map<ts.Symbol, Set<ts.SourceFile>>()
  const visit = (node: ts.Node, source: ts.SourceFile): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return
    const symbol = ts.isIdentifier(node) ? symbolOf(node, checker) : undefined
    if (symbol !== undefined && (symbol.valueDeclaration as { name?: ts.Node } | undefined)?.name !== node)
      users.set(symbol, (users.get(symbol) ?? new Set()).add(source))
    ts.forEachChild(node, (child) => visit(child, source))
  }
  for (const source of sources) visit(source, source)
  return users
}

function symbolOf(node: ts.Identifier, checker: ts.TypeChecker): ts.Symbol | undefined {
  const symbol = ts.isShorthandPropertyAssignment(node.parent)
    ? checker.getShorthandAssignmentValueSymbol(node.parent)
    : checker.getSymbolAtLocation(node)
  const isAlias = symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0
  return isAlias ? checker.getAliasedSymbol(symbol) : symbol
}

function isProduct({ fileName }: ts.SourceFile): boolean {
  return /^packages\/[^/]+\/src\/(?!.*\.test\.ts$)/.test(pathOf(fileName))
}

function pathOf(file: string): string {
  return relative(root, file)
}

main()
