/** Nobody counts further in a glob. */
const MOST = 1000

/** What `1..3`, `01..10..2` or `a..e` between braces stands for; null for anything else. */
export function braceSequence(written: string): string[] | null {
  const numbers = /^(-?\d{1,9})\.\.(-?\d{1,9})(?:\.\.(-?\d{1,9}))?$/.exec(written)
  if (numbers) {
    const [, from = '', to = '', step] = numbers
    const width = [from, to].some((each) => /^-?0\d/.test(each)) ? Math.max(from.length, to.length) : 0
    return count(Number(from), Number(to), Number(step ?? 1))?.map((value) => padded(value, width)) ?? null
  }
  const letters = /^([A-Za-z])\.\.([A-Za-z])(?:\.\.(-?\d{1,9}))?$/.exec(written)
  if (!letters) return null
  const [, from = '', to = '', step] = letters
  const codes = count(from.charCodeAt(0), to.charCodeAt(0), Number(step ?? 1))
  return codes?.map((code) => String.fromCharCode(code)) ?? null
}

function count(from: number, to: number, written: number): number[] | null {
  const step = Math.max(Math.abs(written), 1)
  const length = Math.floor(Math.abs(to - from) / step) + 1
  if (length > MOST) return null
  return Array.from({ length }, (_, index) => from + (from <= to ? 1 : -1) * index * step)
}

function padded(value: number, width: number): string {
  const digits = String(Math.abs(value))
  return value < 0 ? `-${digits.padStart(width - 1, '0')}` : digits.padStart(width, '0')
}
