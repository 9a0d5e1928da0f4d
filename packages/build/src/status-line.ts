/** What one line of cargo's own (colourless) output says. */
export type StatusLine =
  | { readonly is: 'status'; readonly directory: string | null }
  | { readonly is: 'block'; readonly level: 'error' | 'warning'; readonly subject: Subject | null }
  | { readonly is: 'continuation' }

/** The package a line is about. Only a local package has a directory; a name alone may be either. */
export interface Subject {
  readonly name: string
  readonly directory: string | null
}

const STATUS = /^ *[A-Z][a-z]+ /
const STATUS_WIDTH = 13

/**
 * Cargo reports failed build scripts and crashed compilers in prose only. A block starts with `error` or `warning`
 * and goes on until the next block or status.
 *
 * @example parseStatusLine('   Compiling engine v0.1.0 (/repo/engine)') // → { is: 'status', directory: '/repo/engine' }
 */
export function parseStatusLine(line: string): StatusLine {
  const block = /^(error|warning)(?:\[[A-Z0-9]+\])?: (.*)$/.exec(line)
  if (block) {
    return { is: 'block', level: block[1] as 'error' | 'warning', subject: subjectOf(block[2] ?? '') }
  }
  if (STATUS.exec(line)?.[0].length === STATUS_WIDTH) {
    return { is: 'status', directory: / v\S+ \((\/.+|[A-Za-z]:\\.+?)\)$/.exec(line)?.[1] ?? null }
  }
  return { is: 'continuation' }
}

function subjectOf(text: string): Subject | null {
  // failed to run custom build command for `engine v0.1.0 (/repo/engine)`
  const quoted = /`([^`\s]+) v[^`\s]+(?: \(([^`]+)\))?`/.exec(text)
  if (quoted?.[1]) return { name: quoted[1], directory: localPath(quoted[2]) }
  // could not compile `engine` (lib) due to 1 previous error; `engine` (lib) generated 1 warning
  const compiled = /^(?:could not (?:compile|document) )?`([^`\s]+)` \(/.exec(text)
  if (compiled?.[1]) return { name: compiled[1], directory: null }
  const bare = /^could not (?:compile|document) `([^`\s]+)`/.exec(text)
  if (bare?.[1]) return { name: bare[1], directory: null }
  // what a build script says by cargo::warning and cargo::error: engine@0.1.0: …
  const said = /^([\p{L}\p{N}_-]+)@\d[^\s:]*: /u.exec(text)
  return said?.[1] ? { name: said[1], directory: null } : null
}

/** A git or registry package has a URL in the parentheses. */
function localPath(text: string | undefined): string | null {
  return text !== undefined && (text.startsWith('/') || /^[A-Za-z]:\\/.test(text)) ? text : null
}
