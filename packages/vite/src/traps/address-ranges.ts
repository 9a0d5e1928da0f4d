import { ByteReader } from './byte-reader'
import type { DebugSections, FormContext } from './debug-forms'

export interface AddressRange {
  readonly start: number
  /** The first address behind it. */
  readonly end: number
}

export interface RangesRequest extends FormContext {
  readonly offset: number
  /** What offsets are relative to until the list names something else. */
  readonly base: number
  /** The address of a number in the unit's table of addresses. */
  address(index: number): number
}

/** The list of ranges in `.debug_ranges`, since DWARF 5 `.debug_rnglists`. */
export function readRanges(sections: DebugSections, request: RangesRequest): AddressRange[] {
  return request.version >= 5 ? readRangeList(sections, request) : readOldRanges(sections, request)
}

function readOldRanges(
  sections: DebugSections,
  { offset, base, addressSize }: RangesRequest,
): AddressRange[] {
  const reader = new ByteReader(sections.of('.debug_ranges'), offset)
  const largest = addressSize === 8 ? 2 ** 64 : 2 ** 32 - 1
  const ranges: AddressRange[] = []
  for (let from = base; ; ) {
    const start = reader.unsigned(addressSize)
    const end = reader.unsigned(addressSize)
    if (start === 0 && end === 0) return ranges
    if (start >= largest) from = end
    else ranges.push({ start: from + start, end: from + end })
  }
}

function readRangeList(sections: DebugSections, request: RangesRequest): AddressRange[] {
  const { offset, base, addressSize } = request
  const reader = new ByteReader(sections.of('.debug_rnglists'), offset)
  const address = () => reader.unsigned(addressSize)
  const indexed = () => request.address(reader.uleb())
  const ranges: AddressRange[] = []
  for (let from = base; ; ) {
    const kind = reader.u8()
    switch (kind) {
      case END_OF_LIST:
        return ranges
      case BASE_INDEX:
        from = indexed()
        break
      case INDEX_TO_INDEX:
        ranges.push({ start: indexed(), end: indexed() })
        break
      case INDEX_AND_LENGTH: {
        const start = indexed()
        ranges.push({ start, end: start + reader.uleb() })
        break
      }
      case OFFSET_PAIR:
        ranges.push({ start: from + reader.uleb(), end: from + reader.uleb() })
        break
      case BASE_ADDRESS:
        from = address()
        break
      case START_END:
        ranges.push({ start: address(), end: address() })
        break
      case START_LENGTH: {
        const start = address()
        ranges.push({ start, end: start + reader.uleb() })
        break
      }
      default:
        throw new RangeError(`a range of the unknown kind ${kind}`)
    }
  }
}

const END_OF_LIST = 0
const BASE_INDEX = 1
const INDEX_TO_INDEX = 2
const INDEX_AND_LENGTH = 3
const OFFSET_PAIR = 4
const BASE_ADDRESS = 5
const START_END = 6
const START_LENGTH = 7
