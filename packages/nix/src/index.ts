export {
  type Derivation,
  DerivationHashes,
  type DerivationOutput,
  derivationName,
  derivationPath,
  fixedOutputOf,
  hashDerivationModulo,
  type LoadDerivation,
  outputPaths,
  parseDerivation,
  printDerivation,
  withOutputPaths,
} from './derivation'
export { compressHash, type HashAlgorithm, printSri, sha256 } from './digest'
export {
  type NarDirectory,
  type NarEntry,
  type NarFile,
  type NarLink,
  type NarNode,
  type NarSourceEntry,
  type NarSourceKind,
  type NarSourceOptions,
  narChunks,
  narFile,
  narHash,
  narLink,
  narTree,
  readNarSource,
} from './nar'
export { NixError, type NixErrorCode, type NixErrorDetails } from './nix-error'
export { decodeNix32, encodeNix32 } from './nix32'
export {
  buildStorePath,
  DEFAULT_STORE,
  type FixedOutput,
  fixedOutputPath,
  hashedTextPath,
  inputAddressedPath,
  parseStorePath,
  printStorePath,
  type ReferringOptions,
  type StorePath,
  type StorePathOptions,
  sourcePath,
  textPath,
} from './store'
