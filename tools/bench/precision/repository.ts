import { DEFAULT_OPTIONS, type GeneratorOptions } from '../generate/options'

/** The monorepo that every contestant has: the first of check:keys. */
export const REPOSITORY: GeneratorOptions = DEFAULT_OPTIONS
