export { type CompiledPackage, compiledPackages } from './compiled-packages'
export { type Platform, type PlatformTriple, platformOf } from './platform-cfg'
export type { ResolvedWorkspace } from './resolved-workspace'
