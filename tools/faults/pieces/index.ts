import type { Piece } from '../piece'
import { hostile } from './hostile'
import { kills } from './kills'
import { pairs } from './pairs'
import { writeStops } from './write-stops'

/** From the quickest to the slowest. */
export const PIECES: readonly Piece[] = [hostile, writeStops, kills, pairs]
