/** Of cargo's messages as JSON, what is looked at here. */
export interface CargoMessage {
  readonly reason: string
  readonly manifest_path?: string
  readonly fresh?: boolean
  readonly filenames?: readonly string[]
  readonly target?: { readonly kind: readonly string[] }
  readonly message?: { readonly rendered?: string | null }
}

/** The messages in what cargo printed, and the rest, which is of the tests. */
export function parseMessages(stdout: string): { messages: CargoMessage[]; rest: string } {
  const messages: CargoMessage[] = []
  const rest: string[] = []
  for (const line of stdout.split('\n')) {
    // A test that prints without a newline may stand before a message.
    const start = line.indexOf('{"reason":"')
    if (start < 0) rest.push(line)
    else {
      if (start > 0) rest.push(line.slice(0, start))
      messages.push(JSON.parse(line.slice(start)) as CargoMessage)
    }
  }
  return { messages, rest: rest.join('\n') }
}
