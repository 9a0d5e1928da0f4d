/** What a batch executor yields for each of its tasks, in the form Nx takes it. Times are milliseconds since the epoch. */
export interface BatchResult {
  readonly task: string
  readonly result: {
    readonly success: boolean
    readonly terminalOutput: string
    readonly startTime: number
    readonly endTime: number
  }
}
