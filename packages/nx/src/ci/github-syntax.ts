/** What only a run of the main branch may do: a pull request, also one of a fork, must not leave anything for others. */
export const ON_MAIN = "github.event_name == 'push'"

/** Never within `run`: what it stands for would be read by a shell. */
export function expression(text: string): string {
  return `\${{ ${text} }}`
}

/** One value where there is one line. */
export function lines(each: readonly string[]): string {
  return each.length === 1 ? (each[0] ?? '') : each.map((line) => `${line}\n`).join('')
}
