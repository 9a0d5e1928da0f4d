import { expect, test } from 'vitest'
import { addMember } from './add-member'

test.each([
  ['on one line', '[workspace]\nmembers = ["a"] # all\n', '[workspace]\nmembers = ["a", "x/b"] # all\n'],
  ['with a trailing comma', '[workspace]\nmembers = ["a",]\n', '[workspace]\nmembers = ["a", "x/b",]\n'],
  ['empty', '[workspace]\nmembers = []\n', '[workspace]\nmembers = ["x/b"]\n'],
  [
    'a line each, the last with a comment',
    '[workspace]\nmembers = [\n\t"a", # one ]\n\t"b" # two, "three"\n]\nexclude = ["c"]\n',
    '[workspace]\nmembers = [\n\t"a", # one ]\n\t"b", # two, "three"\n\t"x/b"\n]\nexclude = ["c"]\n',
  ],
  [
    'a line each, with commas and a comment before the end',
    '[workspace]\r\nmembers = [\r\n  "a",\r\n  # more to come\r\n]\r\n',
    '[workspace]\r\nmembers = [\r\n  "a",\r\n  "x/b",\r\n  # more to come\r\n]\r\n',
  ],
  [
    'closed behind the last',
    '[workspace]\nmembers = [\n  "a",\n  "b"]\n',
    '[workspace]\nmembers = [\n  "a",\n  "b",\n  "x/b"]\n',
  ],
  ['dotted', 'workspace.members = ["a"]\n', 'workspace.members = ["a", "x/b"]\n'],
  ['quoted', '["workspace"]\n"members" = [\'a\']\n', '["workspace"]\n"members" = [\'a\', "x/b"]\n'],
  [
    'none',
    '[workspace] # of all\nresolver = "3"\n',
    '[workspace] # of all\nmembers = ["x/b"]\nresolver = "3"\n',
  ],
  ['no workspace', '[package]\nname = "a"', '[package]\nname = "a"\n\n[workspace]\nmembers = ["x/b"]\n'],
  [
    'its name in texts and other tables',
    '[package.metadata]\nx = """\n[workspace]\nmembers = ["no"]\n"""\nmembers = ["no"]\n[workspace]\nmembers = ["a"]\n',
    '[package.metadata]\nx = """\n[workspace]\nmembers = ["no"]\n"""\nmembers = ["no"]\n[workspace]\nmembers = ["a", "x/b"]\n',
  ],
])('a list of members, %s, gets one more', (_case, text, expected) => {
  expect(addMember(text, 'x/b')).toBe(expected)
})

test.each([
  ['an inline table', 'workspace = { members = ["a"] }\n'],
  ['what is not TOML', '[workspace]\nmembers = ["a"\n'],
  ['a list that is none', '[workspace]\nmembers = "a"\n'],
])('%s is left alone', (_case, text) => {
  expect(addMember(text, 'b')).toBeNull()
})
