/** The path of the first of `names` that is an executable file on PATH, or undefined. */
export function findProgram(...names: string[]): string | undefined
export function isExecutable(path: string): boolean
