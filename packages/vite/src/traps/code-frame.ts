/** The lines around a place, with a mark below it, in the form that Vite's overlay takes for code. */
export function printCodeFrame(
  text: string,
  { line, column }: { line: number; column: number },
): string | null {
  const lines = text.split(/\r?\n/)
  const marked = lines[line - 1]
  if (marked === undefined) return null
  const first = Math.max(1, line - AROUND)
  const last = Math.min(lines.length, line + AROUND)
  const width = String(last).length
  const printed: string[] = []
  for (let number = first; number <= last; number += 1) {
    const mark = number === line ? '>' : ' '
    printed.push(`${mark} ${String(number).padStart(width)} | ${lines[number - 1]}`.trimEnd())
    if (number !== line || column === 0) continue
    // Tabs stay, so that the mark is below what it means.
    const before = marked.slice(0, column - 1).replace(/[^\t]/g, ' ')
    printed.push(`  ${' '.repeat(width)} | ${before}^`)
  }
  return printed.join('\n')
}

const AROUND = 2
