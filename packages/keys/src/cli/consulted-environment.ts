import type { Observation } from '@nx-crane/files'
import { type Environment, variableInput } from '../environment-inputs'
import { digestInputs } from '../key-input'

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

  /** The variables that were looked at, with what they are. */
  get observations(): Observation<'variable'>[] {
    return [...this.#names].sort().map((name) => ['variable', name, null, this.digestOf(name)])
  }

  digestOf(name: string): string {
    return digestInputs([variableInput(this.#environment, name)])
  }
}
