/** What a sync generator says of a repository that lacks something. */
export interface SyncResult {
  readonly outOfSyncMessage: string
  readonly outOfSyncDetails?: string[]
}

/**
 * What a generator gives back that both `nx sync` and `nx g` run. `nx g` calls whatever it is given (23.3.1 and 24.0.6); it hands over
 * options, which `nx sync` does not.
 */
export function syncResult(result: SyncResult | null, options: object | undefined): SyncResult | undefined {
  return result === null || options !== undefined ? undefined : result
}
