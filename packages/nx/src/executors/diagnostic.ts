import { say } from '../say'

/** Fails with the message the graph has for a manifest that could not become a crate. */
export default async function diagnosticExecutor(options: {
  message: string
}): Promise<{ success: boolean }> {
  say(options.message)
  return { success: false }
}
