import { expect, test } from 'vitest'
import { parseScriptReruns } from './script-reruns'

test.each([
  [
    'both spellings',
    'cargo:rerun-if-changed=a.json\ncargo::rerun-if-changed=/b\n',
    { paths: ['a.json', '/b'], variables: [] },
  ],
  ['variables alone', 'cargo:rerun-if-env-changed=A\r\n', { paths: [], variables: ['A'] }],
  ['nothing', 'cargo:rustc-cfg=x\nnot cargo:rerun-if-changed=a\n', { paths: null, variables: [] }],
])('%s', (_, output, reruns) => expect(parseScriptReruns(output)).toEqual(reruns))
