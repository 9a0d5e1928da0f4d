import { moduleSpecifiers } from './module-specifiers'

/** What finds the modules that a file of this name imports; undefined for a file that is no source of JavaScript. */
export function importScanner(file: string): ((text: string) => readonly string[]) | undefined {
  const language = LANGUAGES.get(/\.(\w+)$/.exec(file)?.[1] ?? '')
  return language === undefined ? undefined : SCANNERS[language]
}

type Language = 'typescript' | 'jsx' | 'component' | 'astro' | 'page'

const LANGUAGES = new Map<string, Language>([
  ...['ts', 'mts', 'cts'].map((name) => [name, 'typescript'] as const),
  ...['js', 'mjs', 'cjs', 'jsx', 'tsx'].map((name) => [name, 'jsx'] as const),
  ['vue', 'component'],
  ['svelte', 'component'],
  ['astro', 'astro'],
  ['html', 'page'],
])

const SCANNERS: Readonly<Record<Language, (text: string) => readonly string[]>> = {
  typescript: (text) => moduleSpecifiers(text, { jsx: false }),
  jsx: (text) => moduleSpecifiers(text, { jsx: true }),
  component: (text) => distinct([...scripts(text), ...expressions(text)]),
  astro: (text) => distinct([...frontMatter(text), ...scripts(text)]),
  page: (text) => distinct([...scripts(text), ...linkedModules(text)]),
}

/** Of the `<script>` elements; those of other types than JavaScript are left out. */
function scripts(text: string): string[] {
  return elements(text).flatMap(({ name, attributes, content }) => {
    if (name !== 'script') return []
    const type = /\btype\s*=\s*["']?([^\s"'>]+)/.exec(attributes)?.[1]
    const isScript = type === undefined || /^module$|javascript|typescript|babel/.test(type)
    const jsx = /\blang\s*=\s*["']?[jt]sx/.test(attributes)
    return isScript ? moduleSpecifiers(content, { jsx }) : []
  })
}

/** `import('…')` in the markup of a component, as in `{#await import('./chart')}`. */
function expressions(text: string): string[] {
  const markup = elements(text).reduce((rest, { content }) => rest.replace(content, () => ''), text)
  return [...markup.matchAll(/(?<![\w$.])import\(\s*(['"])([^'"\\\n]+)\1\s*\)/g)].map(
    ([, , specifier = '']) => specifier,
  )
}

function frontMatter(text: string): string[] {
  const code = /^\s*---\r?\n([\s\S]*?)\n---/.exec(text)?.[1]
  return code === undefined ? [] : moduleSpecifiers(code, { jsx: true })
}

/** `<script src>` and `<link href>` of a page; a plain path is relative to it. */
function linkedModules(text: string): string[] {
  return elements(text).flatMap(({ name, attributes }) => {
    const attribute = name === 'script' ? /\bsrc\s*=\s*(["'])(.*?)\1/ : /\bhref\s*=\s*(["'])(.*?)\1/
    const address = attribute.exec(attributes)?.[2] ?? ''
    if (address === '' || /^[a-z]+:|^\/\/|^#|[{}]/i.test(address)) return []
    return [/^\.{0,2}\//.test(address) ? address : `./${address}`]
  })
}

interface Element {
  readonly name: 'script' | 'link'
  readonly attributes: string
  readonly content: string
}

function elements(text: string): Element[] {
  const found: Element[] = []
  const opening = /<(script|link)\b([^>]{0,500})>/gi
  const closing = /<\/script\b/gi
  for (let tag = opening.exec(text); tag; tag = opening.exec(text)) {
    const name = tag[1]?.toLowerCase() === 'script' ? 'script' : 'link'
    let content = ''
    if (name === 'script') {
      closing.lastIndex = opening.lastIndex
      const end = closing.exec(text)?.index ?? text.length
      content = text.slice(opening.lastIndex, end)
      opening.lastIndex = end
    }
    found.push({ name, attributes: tag[2] ?? '', content })
  }
  return found
}

function distinct(specifiers: readonly string[]): string[] {
  return [...new Set(specifiers)].sort()
}
