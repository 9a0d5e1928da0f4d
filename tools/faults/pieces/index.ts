import type { Piece } from '../piece'
import { daemon } from './daemon'
import { hostile } from './hostile'
import { hostileRuns } from './hostile-runs'
import { kills } from './kills'
import { pairs } from './pairs'
import { permissions } from './permissions'
import { writeStops } from './write-stops'

/** From the quickest to the slowest. */
export const PIECES: readonly Piece[] = [hostile, writeStops, permissions, hostileRuns, kills, pairs, daemon]
