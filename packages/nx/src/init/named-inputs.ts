import { editJson, objectAt, parseJson } from './edit-json'

/**
 * What a build of a TypeScript package is made from, in Nx's words: everything of the project but its tests, what is
 * written for people, and the configuration of other tools. Nx's own plugins look for a named input of this name. Whole
 * directories `test` and `tests` are not left out: a package of test utilities has its sources there.
 */
export const PRODUCTION: readonly string[] = [
  'default',
  '!{projectRoot}/**/?(*.)+(spec|test).[cm][jt]s?(x)?(.snap)',
  '!{projectRoot}/**/?(*.)+(spec|test).[jt]s?(x)?(.snap)',
  '!{projectRoot}/**/__tests__/**/*',
  '!{projectRoot}/**/__snapshots__/**/*',
  '!{projectRoot}/tsconfig.spec.json',
  '!{projectRoot}/tsconfig.test.json',
  '!{projectRoot}/vitest.config.*',
  '!{projectRoot}/jest.config.*',
  '!{projectRoot}/eslint.config.*',
  '!{projectRoot}/.eslintrc*',
  '!{projectRoot}/*.md',
]

/** nx.json with a named input `production`; one that is there already is the user's. */
export function addProductionInput(text: string): { text: string; notes: string[] } {
  if ('production' in objectAt(parseJson(text, 'nx.json'), 'namedInputs')) return { text, notes: [] }
  return {
    text: editJson(text, ['namedInputs', 'production'], PRODUCTION, 'nx.json'),
    notes: ['nx.json: added the named input "production", by which builds of TypeScript packages are cached'],
  }
}
