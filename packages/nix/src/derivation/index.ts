export { type Derivation, type DerivationOutput, fixedOutputOf } from './derivation'
export {
  DerivationHashes,
  hashDerivationModulo,
  type LoadDerivation,
  outputPaths,
  withOutputPaths,
} from './derivation-hashes'
export { derivationName, derivationPath } from './derivation-path'
export { parseDerivation } from './parse-derivation'
export { printDerivation } from './print-derivation'
