/**
 * What stops several tasks of a run: the first that fails says it in full, the others in a line that names the first. The run says
 * at its end how many they were.
 */
export class RepeatedFaults {
  readonly #stopped = new Map<string, string[]>()

  /**
   * What a failed task says.
   *
   * @param fault what is wrong, without what is about this task alone
   * @param output all that it would say if it were the only one
   */
  outputOf(task: string, fault: string, output = fault): string {
    const cause = fault.trim()
    const tasks = this.#stopped.get(cause)
    if (tasks === undefined) {
      this.#stopped.set(cause, [task])
      return output
    }
    tasks.push(task)
    return isShort(cause) ? output : `${firstLine(cause)} (in full: ${tasks[0]})\n`
  }

  /** A line for each fault that stopped more than one. */
  lines(): string[] {
    return [...this.#stopped].flatMap(([cause, [first, ...others]]) =>
      others.length === 0 || isShort(cause)
        ? []
        : [
            `nx-crane: ${others.length + 1} tasks failed for the same reason, shown in full at ${first}: ${firstLine(cause)}`,
          ],
    )
  }
}

/** One line is not worth a reference to another. */
function isShort(cause: string): boolean {
  return !cause.includes('\n')
}

function firstLine(cause: string): string {
  return cause.split('\n', 1)[0]?.trim() ?? ''
}
