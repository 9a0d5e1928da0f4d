/** One line about what stays as it was. */
export function keptLine(file: string, what: string, reason: string): string {
  return `${file}: ${what} is kept: ${reason}`
}
