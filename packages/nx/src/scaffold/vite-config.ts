const NAME = '@nx-crane/vite'

/**
 * A Vite configuration with our plugin first among its plugins, or null where that cannot be done for certain: only an
 * object that the file exports by `export default`, straight or through `defineConfig`, has one place for it.
 */
export function addVitePlugin(text: string): string | null {
  if (text.includes(NAME)) return text
  const mask = maskTexts(text)
  if (mask === null || /\bnxCrane\b/.test(mask) || /['"]plugins['"]\s*:/.test(text)) return null
  const exported = [
    ...mask.matchAll(
      /\bexport\s+default\s+(?:defineConfig\s*\(\s*)?(?:(?:async\s*)?\([^()]*\)\s*=>\s*\(\s*)?\{/g,
    ),
  ]
  const [only] = exported
  if (!only || exported.length > 1) return null
  const open = only.index + only[0].length
  const plugins = propertyAt(mask, open, 'plugins')
  if (plugins === null) return null
  const edited = plugins === undefined ? insertProperty(text, open) : insertItem(text, mask, plugins)
  return edited === null ? null : insertImport(edited, maskTexts(edited) ?? '')
}

/**
 * The text with everything in strings and comments blanked, positions kept. Null where the scan could go wrong: a slash
 * that begins no comment may begin a regular expression, and a template may hold code.
 */
function maskTexts(text: string): string | null {
  const token =
    /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\$]|\$(?!\{))*`|[/'"`]/g
  let isCertain = true
  const masked = text.replace(token, (found) => {
    if (found.length === 1) isCertain = false
    return found.replace(/[^\n]/g, ' ')
  })
  return isCertain ? masked : null
}

/** Behind the bracket of the list that the property of the object holds; undefined without the property, null for another value. */
function propertyAt(mask: string, open: number, name: string): number | undefined | null {
  let depth = 1
  for (let at = open; at < mask.length && depth > 0; at += 1) {
    const character = mask.charAt(at)
    if ('{[('.includes(character)) depth += 1
    else if ('}])'.includes(character)) depth -= 1
    // A spread may hold plugins too, and would replace or be replaced.
    else if (depth === 1 && mask.startsWith('...', at)) return null
    if (depth !== 1 || !mask.startsWith(name, at) || /[\w$.]/.test(mask.charAt(at - 1))) continue
    const rest = mask.slice(at + name.length)
    if (/^[\w$]/.test(rest)) continue
    const list = /^\s*:\s*\[/.exec(rest)
    return list ? at + name.length + list[0].length : null
  }
  return undefined
}

function insertItem(text: string, mask: string, at: number): string | null {
  const first = /^(\s*)(\S)/.exec(mask.slice(at))
  if (!first) return null
  // Comments are blank in the mask: what the text has there decides on the line.
  const gap = /^\s*/.exec(text.slice(at))?.[0] ?? ''
  if (first[2] === ']')
    return `${text.slice(0, at)}nxCrane()${gap === '' ? '' : `,${gap}`}${text.slice(at + gap.length)}`
  return gap.includes('\n')
    ? `${text.slice(0, at)}${gap}nxCrane(),${text.slice(at)}`
    : `${text.slice(0, at)}${gap}nxCrane(), ${text.slice(at + gap.length)}`
}

function insertProperty(text: string, open: number): string {
  const gap = /^\s*/.exec(text.slice(open))?.[0] ?? ''
  const isEmpty = text[open + gap.length] === '}'
  if (isEmpty) return `${text.slice(0, open)} plugins: [nxCrane()] ${text.slice(open + gap.length)}`
  return `${text.slice(0, open)}${gap}plugins: [nxCrane()],${gap.includes('\n') ? '' : ' '}${gap.includes('\n') ? text.slice(open) : text.slice(open + gap.length)}`
}

/** Before the first import, written as that one is. */
function insertImport(text: string, mask: string): string {
  const at = Math.max(0, mask.search(/^(?:import|export|const)\b/m))
  const model = /^import\b.*?(['"]).*?\1(;?)/m.exec(text.slice(at))
  const quote = model?.[1] ?? "'"
  const eol = text.includes('\r\n') ? '\r\n' : '\n'
  const gap = /^import\b/.test(text.slice(at)) ? '' : eol
  return `${text.slice(0, at)}import nxCrane from ${quote}${NAME}${quote}${model?.[2] ?? ''}${eol}${gap}${text.slice(at)}`
}
