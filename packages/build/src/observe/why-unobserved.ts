import { type ObserveRunRequest, RunObserver } from './observe-run'

/** Why programs that a run of this kind starts could not be observed; null where they can. Compiles the observer if it is not there yet. */
export async function whyUnobserved(request: ObserveRunRequest): Promise<string | null> {
  using observer = await RunObserver.begin(request)
  return observer.read().reason
}
