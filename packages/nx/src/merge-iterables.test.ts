import { expect, test } from 'vitest'
import { mergeIterables } from './merge-iterables'

const after = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

async function* every(
  milliseconds: number,
  values: readonly (string | Error)[],
): AsyncGenerator<string, void> {
  for (const value of values) {
    await after(milliseconds)
    if (value instanceof Error) throw value
    yield value
  }
}

async function read(source: AsyncIterable<string>): Promise<string[]> {
  const values: string[] = []
  try {
    for await (const value of source) values.push(value)
  } catch (error) {
    values.push((error as Error).message)
  }
  return values
}

test('values come as they come, from whichever source', async () => {
  expect(await read(mergeIterables(every(40, ['slow']), every(5, ['a', 'b', 'c'])))).toEqual([
    'a',
    'b',
    'c',
    'slow',
  ])
})

test('a source that fails keeps nothing back of the others', async () => {
  const failing = every(5, ['x', new Error('broken')])
  expect(await read(mergeIterables(failing, every(20, ['a', 'b'])))).toEqual(['x', 'a', 'b', 'broken'])
})

test('no sources are no values', async () => {
  expect(await read(mergeIterables())).toEqual([])
})
