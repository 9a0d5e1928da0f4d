import { parseManifest } from './manifest/parse-manifest'
import { sortedEntries, type TomlTable, tableOf } from './manifest/toml-table'
import { baseName, parentDir } from './repository-path'

/**
 * Whether a manifest is there for tests or templates, not to be built: it lies below a directory whose name says so, or
 * `text`, what stands in it, has placeholders in place of names and versions. A crate that a workspace lists as its
 * member is to be built wherever it lies: ask only about the others.
 *
 * @example isTestData('cli/tests/fixtures/demo/Cargo.toml') // → true
 * @example isTestData('Cargo.toml', '[package]\nname = "{{project-name}}"') // → true
 */
export function isTestData(path: string, text?: string): boolean {
  const dirs = parentDir(path).split('/')
  return (
    dirs.some((dir, index) => holdsTestData(dir, dirs[index - 1])) ||
    hasPlaceholder(path) ||
    (text !== undefined && hasPlaceholders(path, text))
  )
}

/** `fixtures`, `__fixtures__`, `test_data`, `testCases`, `ui-tests`, `wasm-examples`; not `test-utils`, `template-engine`. */
function holdsTestData(dir: string, parent: string | undefined): boolean {
  const words = wordsOf(dir)
  const [first = '', last = ''] = [words[0], words.at(-1)]
  if (words.length === 1) return WHOLE_NAME.test(first)
  if (COLLECTION.test(last)) return true
  if (FIXTURE.test(first) || (TESTED.test(first) && DATA.test(last))) return true
  // `npm create` takes a template out of a directory such as create-vite/template-react.
  return first === 'template' && parent?.startsWith('create-') === true
}

const WHOLE_NAME =
  /^(?:tests?|e2e|specs?|(?:tests?|spec)(?:data|cases?|fixtures?|suites?|projects?|crates?|files|assets|resources)|fixtures?|examples?|templates?|samples?|snapshots?|mocks?|goldens?|cookiecutters?)$/
const COLLECTION = /^(?:tests|e2e|specs|testdata|testcases|fixtures?|examples|templates?|samples|snapshots)$/
const FIXTURE = /^fixtures?$/
const TESTED = /^(?:tests?|e2e|specs?|fixtures?|mocks?|dummy|golden)$/
const DATA =
  /^(?:data|cases?|crates?|projects?|workspaces?|packages?|apps?|files?|assets|resources|inputs?|repos?|repositories|suites?|programs?|sources?|dirs?)$/

function wordsOf(dir: string): string[] {
  return dir
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[-_. ]+/)
    .filter((word) => word !== '')
}

/** Of cargo-generate, Handlebars, Jinja, EJS, shells, sed and giter8. Bounded, since a hostile file may hold many beginnings and no end. */
const PLACEHOLDER =
  /\{\{[-~#]?\s{0,9}[\w.$-]{1,99}.{0,99}?\}\}|\{%.{0,99}?%\}|<%.{0,99}?%>|\$\{\s{0,9}\w{1,99}\s{0,9}\}|__[A-Z][A-Z0-9_]{0,99}__|%[A-Z][A-Z0-9_]{0,99}%|\$[a-z]\w{0,99}\$|^\{\w*\}$/

function hasPlaceholder(text: string): boolean {
  return PLACEHOLDER.test(text)
}

/** Looks where a name or version stands: `{{version}}` is also what cargo-release takes in metadata, and a description may speak of it. */
function hasPlaceholders(path: string, text: string): boolean {
  const manifest = baseName(path) === 'Cargo.toml' ? readToml(text) : readJson(text)
  // A template that is no TOML or JSON before it is filled in, as one with `{% if … %}` between its lines.
  if (manifest === undefined) return hasPlaceholder(text)
  return [...identifyingTexts(manifest)].some(hasPlaceholder)
}

function readToml(text: string): TomlTable | undefined {
  // The pattern is looked for first: parsing every manifest for it would cost far more.
  if (!hasPlaceholder(text) && !/"\{\w*\}"/.test(text)) return {}
  const parsed = parseManifest(text)
  return 'toml' in parsed ? parsed.toml : undefined
}

function readJson(text: string): TomlTable | undefined {
  if (!hasPlaceholder(text) && !/"\{\w*\}"/.test(text)) return {}
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null ? (parsed as TomlTable) : {}
  } catch {
    return undefined
  }
}

/** The names and versions in a manifest of Cargo or npm: its own, and those of what it depends on. */
function* identifyingTexts(manifest: TomlTable): Generator<string> {
  for (const table of [manifest, tableOf(manifest, 'package') ?? {}]) {
    for (const key of ['name', 'version', 'edition', 'rust-version']) {
      if (typeof table[key] === 'string') yield table[key]
    }
  }
  yield* strings(manifest.lib)
  yield* strings(manifest.bin)
  for (const [key, value] of sortedEntries(manifest)) {
    if (/dependencies$/i.test(key)) yield* strings(value)
  }
  yield* strings(tableOf(manifest, 'workspace')?.dependencies)
}

function* strings(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value
  else if (typeof value === 'object' && value !== null) {
    for (const [key, below] of Object.entries(value)) {
      yield key
      yield* strings(below)
    }
  }
}
