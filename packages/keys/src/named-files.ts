/** What the words of a command line may name. */
export interface NamedFiles {
  readonly files: readonly string[]
  /** Where a linker looks for libraries and scripts. */
  readonly directories: readonly string[]
}

/**
 * The files that arguments of a compiler, a linker, rustdoc or a runner may name: a word may be one as a whole, or its end
 * after `=`, `,`, `:`, `@` or a letter such as `-T`. Most of what this finds is no file; whoever asks looks which are.
 *
 * @example namedFiles(['-C', 'link-arg=-Tmemory.x', '-Lnative=libs']) // → files: […, 'memory.x'], directories: ['libs']
 */
export function namedFiles(words: readonly string[]): NamedFiles {
  const files = new Set<string>()
  const directories = new Set<string>()
  words.forEach((word, index) => {
    for (const part of partsOf(word)) files.add(part)
    const searched = /(?:^|[=,])-L(.*)$/.exec(word)?.[1] ?? (words[index - 1] === '-L' ? word : '')
    const directory = searched.replace(/^=?(?:native|dependency|crate|framework|all)=/, '')
    if (directory !== '') directories.add(directory)
  })
  return { files: [...files], directories: [...directories] }
}

function partsOf(word: string): string[] {
  const parts = new Set<string>()
  const queue = [word]
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (next === '' || parts.has(next)) continue
    parts.add(next)
    const [, ended] = /^(?:@|-[A-Za-z])(.+)$/.exec(next) ?? []
    if (ended !== undefined) queue.push(ended)
    for (const separator of ['=', ',', ':']) {
      const at = next.indexOf(separator)
      if (at !== -1) queue.push(next.slice(at + 1), next.slice(0, at))
    }
  }
  return [...parts].filter((part) => !part.startsWith('-'))
}
