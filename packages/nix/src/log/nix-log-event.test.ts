import { expect, test } from 'vitest'
import { parseNixLogLine } from './nix-log-event'

// Lines as Nix 2.34.8 prints them: nix build --keep-going --no-link --log-format internal-json -v
test.each([
  [
    'a build starts',
    '@nix {"action":"start","fields":["/nix/store/3akp0clrp4wi0a57x290jr095hihgjnn-ok-1.drv","",1,1],"id":26860725469189,"level":3,"parent":0,"text":"building \'/nix/store/3akp0clrp4wi0a57x290jr095hihgjnn-ok-1.drv\'","type":105}',
    {
      is: 'build',
      id: '26860725469189',
      derivation: '/nix/store/3akp0clrp4wi0a57x290jr095hihgjnn-ok-1.drv',
      machine: '',
    },
  ],
  [
    'it prints a line',
    '@nix {"action":"result","fields":["\\u001b[1mtwo\\u001b[0m"],"id":26860725469189,"type":101}',
    { is: 'output', id: '26860725469189', line: '\u001b[1mtwo\u001b[0m' },
  ],
  ['it ends', '@nix {"action":"stop","id":26860725469189}', { is: 'end', id: '26860725469189' }],
  [
    'a download starts',
    '@nix {"action":"start","fields":["/nix/store/ghirnrr34mqq3bqjs5q48q7ivp63q473-ok-1","https://cache.example.org"],"id":27724013895686,"level":0,"parent":0,"text":"","type":108}',
    {
      is: 'download',
      id: '27724013895686',
      storePath: '/nix/store/ghirnrr34mqq3bqjs5q48q7ivp63q473-ok-1',
      from: 'https://cache.example.org',
    },
  ],
  [
    'an error is told without its colours and the word in front',
    '@nix {"action":"msg","column":null,"file":null,"level":0,"line":null,"msg":"\\u001b[31;1merror:\\u001b[0m interrupted by the user","raw_msg":"interrupted by the user"}',
    { is: 'message', level: 0, text: 'interrupted by the user' },
  ],
  [
    'a message without a raw form',
    '@nix {"action":"msg","level":0,"msg":"\\u001b[31;1merror:\\u001b[0m out of luck"}',
    { is: 'message', level: 0, text: 'out of luck' },
  ],
  [
    'a program that Nix started prints a line of its own',
    'ssh: connect to host builder port 22: Connection refused',
    { is: 'message', level: 1, text: 'ssh: connect to host builder port 22: Connection refused' },
  ],
])('%s', (_, line, event) => {
  expect(parseNixLogLine(line)).toEqual(event)
})

test.each([
  ['counts', '@nix {"action":"result","fields":[27,28,0,0],"id":128492536594434,"type":105}'],
  ['a phase', '@nix {"action":"result","fields":["buildPhase"],"id":26860725469190,"type":104}'],
  [
    'an activity that is none of ours',
    '@nix {"action":"start","id":1,"level":0,"parent":0,"text":"","type":102}',
  ],
  ['an activity of a later Nix', '@nix {"action":"start","fields":[["a"]],"id":1,"level":0,"type":999}'],
  ['a build without a derivation', '@nix {"action":"start","fields":[],"id":1,"level":0,"type":105}'],
  ['an action of a later Nix', '@nix {"action":"dance","id":1}'],
  ['a line that was cut off', '@nix {"action":"result","fields":["tw'],
  ['null', '@nix null'],
  ['an empty line', ''],
])('%s is of no concern', (_, line) => {
  expect(parseNixLogLine(line)).toBeNull()
})

test('ids beyond the numbers of JavaScript stay different', () => {
  const [first, second] = ['9007199254740992', '9007199254740993'].map((id) =>
    parseNixLogLine(`@nix {"action":"stop","id":${id}}`),
  )
  expect(first).toEqual({ is: 'end', id: '9007199254740992' })
  expect(second).toEqual({ is: 'end', id: '9007199254740993' })
})

test('an id in what a build prints is text', () => {
  const line = '@nix {"action":"result","fields":["{\\"id\\":5}, \\"id\\":6"],"id":7,"type":101}'
  expect(parseNixLogLine(line)).toEqual({ is: 'output', id: '7', line: '{"id":5}, "id":6' })
})
