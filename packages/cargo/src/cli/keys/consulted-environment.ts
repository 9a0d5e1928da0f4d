import { type Environment, variableInput } from '../../key/environment-inputs'
import { digestInputs } from '../../key/key-input'

/** An environment that keeps in mind which variables were looked at. */
export class ConsultedEnvironment {
  readonly #environment: Environment
  readonly #names: Set<string>
  readonly variables: Environment

  /** @param names of variables that were looked at before */
  constructor(environment: Environment, names: Iterable<string> = []) {
    this.#environment = environment
    this.#names = new Set(names)
    this.variables = new Proxy(environment, {
      get: (target, name) => {
        if (typeof name === 'string') this.#names.add(name)
        return target[name as string]
      },
    })
  }

  get names(): string[] {
    return [...this.#names].sort()
  }

  /** Of the variables that were looked at. */
  get digest(): string {
    return digestInputs(this.names.map((name) => variableInput(this.#environment, name)))
  }
}
