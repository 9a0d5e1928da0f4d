/**
 * The words of a command line that has no more than words and quotes in it; null where a shell would do anything else with it
 * (variables, pipes, globs, redirections).
 */
export function shellWords(command: string): string[] | null {
  const words: string[] = []
  const rest = command.trim()
  const word = /\s*(?:"([^"$`\\]*)"|'([^']*)'|([\w@%+=:,./~^-]+))(?=\s|$)/gy
  while (word.lastIndex < rest.length) {
    const found = word.exec(rest)
    if (!found) return null
    words.push(found[1] ?? found[2] ?? found[3] ?? '')
  }
  return words
}
