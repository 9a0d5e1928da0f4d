import { expect, test } from 'vitest'
import { parseEvaluationFailure } from './evaluation-failure'

const ROOT = '/repository'

// Messages and frames as Nix 2.34.8 logs them, the frames cut down to those that tell cases apart.
const OWN = { file: `${ROOT}/nix/nx-crane/lib/cargo-workspaces.nix:10:16`, line: 10, column: 16 }
const TASK = 'nx-crane:{"attribute":"engine","kind":"build"}'

test.each([
  [
    'a manifest',
    {
      ...{ raw_msg: 'while parsing TOML: [error]', file: '«none»:0', line: 0 },
      trace: [
        { ...OWN, raw_msg: "while calling the 'fromTOML' builtin" },
        { raw_msg: 'while reading engine/Cargo.toml', file: null, line: null },
        { raw_msg: 'while calling', file: `${ROOT}/flake.nix:14:5`, line: 14 },
        { raw_msg: TASK, file: null, line: null },
      ],
    },
    {
      message: 'while parsing TOML: [error]',
      place: 'engine/Cargo.toml',
      task: { attribute: 'engine', kind: 'build' },
    },
  ],
  [
    'a file of the user’s',
    {
      raw_msg: '\u001b[35;1mundefined variable\u001b[0m',
      file: `${ROOT}/nix/overrides.nix:3:7`,
      line: 3,
      trace: [{ raw_msg: 'while reading engine/Cargo.toml', file: null, line: null }],
    },
    { message: 'undefined variable', place: 'nix/overrides.nix:3', task: null },
  ],
  [
    'an error in our library that the user’s file calls for',
    {
      ...OWN,
      raw_msg: 'x',
      trace: [{ raw_msg: 'from call site', file: `${ROOT}/flake.nix:15:5`, line: 15 }],
    },
    { message: 'x', place: 'flake.nix:15', task: null },
  ],
  [
    'an input',
    { raw_msg: 'x', file: '/nix/store/source/a.nix:1:1', line: 1 },
    { message: 'x', place: null, task: null },
  ],
  [
    'an input that cannot be fetched, whatever needed it',
    {
      raw_msg: 'unable to download',
      trace: [
        {
          raw_msg: "while calling the 'fetchTree' builtin",
          file: `${ROOT}/nix/nx-crane/lib/flake-inputs.nix:36:7`,
          line: 36,
        },
        { raw_msg: TASK, file: null, line: null },
      ],
    },
    { message: 'unable to download', place: null, task: null },
  ],
])('of %s the place is named that helps', (_, entry, expected) => {
  const log = [
    { action: 'start', id: 1, level: 5, text: 'hashing' },
    { action: 'msg', level: 1, raw_msg: 'a warning' },
    { action: 'msg', level: 0, ...entry },
  ]
  const text = log.map((line) => `@nix ${JSON.stringify(line)}\n`).join('')
  expect(parseEvaluationFailure(`not of the log\n${text}@nix {"act`, ROOT)).toEqual(expected)
})

test('a log without an error says nothing', () => {
  expect(parseEvaluationFailure('killed\n', ROOT)).toBeUndefined()
})
