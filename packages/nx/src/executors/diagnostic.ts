/** Fails with the message the graph has for a manifest that could not become a crate. */
export default async function diagnosticExecutor(options: {
  message: string
}): Promise<{ success: boolean }> {
  process.stderr.write(`${options.message}\n`)
  return { success: false }
}
