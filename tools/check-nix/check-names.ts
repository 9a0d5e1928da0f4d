import { textPath } from '@nx-crane/nix'
import type { CheckReport } from './check-report'
import type { RealNix } from './real-nix'

const NAMES = [
  ...[
    '',
    '.',
    '..',
    '...',
    '.a',
    '..a',
    '.-',
    '.-a',
    '..-',
    '..-a',
    '...-a',
    '.a-b',
    '-',
    '-a',
    '--',
    'a-',
    'a.drv',
  ],
  ...[
    'a~b',
    'a b',
    'a/b',
    'a:b',
    'a\nb',
    'é',
    '漢',
    'a?b',
    'a=b',
    'a+b',
    'a_b',
    'a,b',
    'a@b',
    'a%b',
    '0',
    'A',
  ],
  ...['x'.repeat(210), 'x'.repeat(211), 'x'.repeat(212), `.${'x'.repeat(210)}`],
]

/** Which names Nix allows in a store. */
export function checkNames(report: CheckReport, nix: RealNix): void {
  // Nix 2.8 allows "." and ".."; the versions that we support do not.
  const names = nix.isBefore('2.31') ? NAMES.filter((name) => !name.startsWith('.')) : NAMES
  report.group(
    'names',
    names.map((name) => ({
      what: JSON.stringify(name),
      ours: String(isAccepted(name)),
      theirs: String(nix.acceptsName(name)),
    })),
  )
}

function isAccepted(name: string): boolean {
  try {
    textPath('', name)
    return true
  } catch {
    return false
  }
}
