export { appendFile } from './append-file'
export { directoryAndAbove } from './directories-above'
export { writingAt } from './disk-refusal'
export { DiskView, type DiskViewContent } from './disk-view'
export { enclosingRepository } from './enclosing-repository'
export { ABSENT, type FileStat, FileStats, isSameFile, isSettled, readFileStat } from './file-stat'
export { FilesError, type FilesErrorCode } from './files-error'
export { type ForeignWriter, foreignWriter, type TrustOptions } from './foreign-writer'
export { HeldDirectory, holdDirectory, holdParent, realPlace } from './held-directory'
export { holdLock, lockPlace } from './lock'
export { makeDirectories } from './make-directories'
export { namesOf, type Place, placeIn } from './place'
export {
  MOST_BUILT_BYTES,
  MOST_BYTES,
  openRegularFile,
  type ReadOptions,
  readRegularFile,
  readRegularText,
  readTextIfAny,
} from './read-file'
export { removePath } from './remove-path'
export { holdTemporaries, type ReplaceOptions, replaceFile, replaceFileIn } from './replace-file'
export { readSealed, type Sealed, type SealedFile, writeSealed } from './sealed-file'
export {
  accessSync,
  existsSync,
  isSeenOtherwise,
  lstatSync,
  readdirSync,
  realpathSync,
  seeThrough,
  statSync,
} from './seen-disk'
export { shellCommand } from './shell-command'
export {
  firstChange,
  isUnchanged,
  type Observation,
  type ObservedDisk,
  Snapshot,
} from './snapshot'
export { readSnapshotFile, type SnapshotFile, writeSnapshotFile } from './snapshot-file'
export { makeStaging, makeStagingFor, replaceDirectory, type Staging } from './staging'
export { hasStateDirectory, stateDirectory, USUAL_STATE_DIRECTORY } from './state-directory'
export { isTemporaryName, removeAbandoned, temporaryName } from './temporary'
export { messageOf, visible, visibleText } from './visible'
