import { visibleText } from '@nx-crane/files'

/** A line, or several, of our own words to stderr: stdout may be read by a program. What programs print that we start is not ours. */
export function say(line: string): void {
  process.stderr.write(`${visibleText(line)}\n`)
}

/** The same to stdout: what somebody has asked for. */
export function answer(text: string): void {
  console.log(visibleText(text))
}

/**
 * Lets a stream of this process show what a terminal would otherwise obey, whoever writes text to it. JSON stays the same JSON. Bytes
 * that are passed on from another program are left as they are.
 */
export function showUnseen(stream: Pick<NodeJS.WriteStream, 'write'>): void {
  const write = stream.write.bind(stream) as (chunk: unknown, ...rest: unknown[]) => boolean
  stream.write = (chunk: unknown, ...rest: unknown[]) =>
    write(typeof chunk === 'string' ? visibleText(chunk) : chunk, ...rest)
}
