/** The values of all sources as they come. When one fails, the others are read to their ends before it is said. */
export async function* mergeIterables<T>(...sources: readonly AsyncIterable<T>[]): AsyncGenerator<T, void> {
  const pending = new Map<AsyncIterator<T>, Promise<Step<T>>>()
  const failures: unknown[] = []
  const advance = (iterator: AsyncIterator<T>) => {
    const step = iterator.next().then(
      (result): Step<T> => ({ iterator, result }),
      (failure: unknown): Step<T> => ({ iterator, result: null, failure }),
    )
    pending.set(iterator, step)
  }
  for (const source of sources) advance(source[Symbol.asyncIterator]())
  while (pending.size > 0) {
    const step = await Promise.race(pending.values())
    if (step.result && !step.result.done) {
      advance(step.iterator)
      yield step.result.value
      continue
    }
    pending.delete(step.iterator)
    if (!step.result) failures.push(step.failure)
  }
  if (failures.length > 0) throw failures[0]
}

type Step<T> =
  | { readonly iterator: AsyncIterator<T>; readonly result: IteratorResult<T> }
  | { readonly iterator: AsyncIterator<T>; readonly result: null; readonly failure: unknown }
