import type { Piece } from '../piece'
import { daemon } from './daemon'
import { hostile } from './hostile'
import { hostileRuns } from './hostile-runs'
import { kills } from './kills'
import { nixPairs } from './nix-pairs'
import { pairs } from './pairs'
import { permissions } from './permissions'
import { runWriteStops } from './run-write-stops'
import { writeStops } from './write-stops'

/** From the quickest to the slowest. */
export const PIECES: readonly Piece[] = [
  hostile,
  writeStops,
  permissions,
  hostileRuns,
  runWriteStops,
  kills,
  pairs,
  nixPairs,
  daemon,
]
