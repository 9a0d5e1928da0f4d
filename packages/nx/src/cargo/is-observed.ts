/** Whether it is to be noted what a task reads: what the environment demands counts, whatever options say. */
export function isObserved(
  { observe = true }: { readonly observe?: boolean },
  { NX_CRANE_OBSERVER: demanded }: NodeJS.ProcessEnv,
): boolean {
  return demanded === 'off' || demanded === 'on' ? demanded === 'on' : observe
}
