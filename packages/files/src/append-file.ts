import { closeSync, constants, fstatSync, openSync, writeSync } from 'node:fs'
import { writingAt } from './disk-refusal'
import { FilesError } from './files-error'
import { holdParent } from './held-directory'
import type { Place } from './place'

/**
 * Writes at the end of a file, which is made. Not by rename: a process that is killed leaves a part of `data`, so whoever reads must
 * see that. No link in the file's place is followed.
 */
export function appendFile(place: Place, data: Uint8Array): void {
  writingAt(place, () => {
    const { directory, name } = holdParent(place, { make: true })
    try {
      const descriptor = openSync(directory.at(name), APPEND, 0o600)
      try {
        // Of a file with several names, another may lie anywhere.
        const { nlink } = fstatSync(descriptor)
        if (!fstatSync(descriptor).isFile() || nlink > 1) throw notOwn(place)
        for (let done = 0; done < data.length; ) done += writeSync(descriptor, data, done)
      } finally {
        closeSync(descriptor)
      }
    } finally {
      directory[Symbol.dispose]()
    }
  })
}

const APPEND =
  constants.O_WRONLY |
  constants.O_APPEND |
  constants.O_CREAT |
  (constants.O_NOFOLLOW ?? 0) |
  (constants.O_NONBLOCK ?? 0)

function notOwn({ path }: Place): FilesError {
  return new FilesError('NOT_A_REGULAR_FILE', {
    file: path,
    message: 'it is not a file with one name, and nothing is written to it',
    hint: 'remove it',
  })
}
