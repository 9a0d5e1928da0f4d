/** What tests print without durations and places of this run, so that it can be compared with another run's. */
export function comparableOutput(output: string, base: string): string {
  return output
    .replaceAll(base, '')
    .replace(/finished in \d+\.\d+s/g, 'finished')
    .replace(/^all doctests ran in .*$/gm, '')
    .replace(/thread '([^']*)' \(\d+\)/g, "thread '$1'")
    .replace(/rustdoctest\w+/g, 'rustdoctest')
}
