export {
  type FixedOutput,
  fixedOutputPath,
  hashedTextPath,
  inputAddressedPath,
  type ReferringOptions,
  type StorePathOptions,
  sourcePath,
  textPath,
} from './content-path'
export { buildStorePath, DEFAULT_STORE, parseStorePath, printStorePath, type StorePath } from './store-path'
