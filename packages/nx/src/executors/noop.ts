/** A group target: what it stands for is in the targets it depends on. */
export default async function noopExecutor(): Promise<{ success: boolean }> {
  return { success: true }
}
