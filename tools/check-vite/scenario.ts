import type { Browser } from 'playwright-core'
import type { Checks } from '../kit/checks'
import type { Vite } from './dev-session'
import type { FixtureWorkspace } from './fixture-workspace'

export interface ScenarioContext {
  readonly vite: Vite
  readonly browser: Browser
  /** All scenarios have one: each leaves it as it was, and the crates compiled. */
  readonly workspace: FixtureWorkspace
  readonly checks: Checks
}

/** What a person does with a dev server or a build, and what must then be true. */
export interface Scenario {
  readonly name: string
  /** It says nothing of Vite itself: one version is enough. */
  readonly once?: boolean
  run(context: ScenarioContext): Promise<void>
}
