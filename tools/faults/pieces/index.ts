import type { Piece } from '../piece'
import { hostile } from './hostile'

/** From the quickest to the slowest. */
export const PIECES: readonly Piece[] = [hostile]
