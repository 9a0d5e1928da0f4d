/** Set by the build: a hash of all sources. Not there when the plugin runs from source. */
declare const NX_CRANE_BUILD_ID: string | undefined

/**
 * What code this is. What it keeps between runs is believed by the same code only; from source, where the code changes
 * under one name, it is null and nothing is.
 */
export const BUILD_ID: string | null = typeof NX_CRANE_BUILD_ID === 'string' ? NX_CRANE_BUILD_ID : null
