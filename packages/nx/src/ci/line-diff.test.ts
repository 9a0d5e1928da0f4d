import { expect, test } from 'vitest'
import { lineDiff } from './line-diff'

test.each([
  ['a\nb\nc', 'a\nb\nc', '  …'],
  ['a\nb\nc', 'a\nx\nc', '  …\n- b\n+ x\n  …'],
  ['a\nb', 'a\nb\nc', '  …\n+ c'],
  ['a\nb\nc', 'c', '- a\n- b\n  …'],
  ['b', 'a\nb', '+ a\n  …'],
])('from %j to %j', (before, after, diff) => expect(lineDiff(before, after)).toBe(diff))
