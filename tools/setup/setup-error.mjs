/** Something set-up cannot do by itself; `hint` says what a person does about it. */
export class SetupError extends Error {
  /** @param {string} message @param {{hint: string, cause?: unknown}} details */
  constructor(message, { hint, cause }) {
    super(message, { cause })
    this.name = 'SetupError'
    this.hint = hint
  }
}
