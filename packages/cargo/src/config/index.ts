export type { CargoConfig, ConfiguredSource, EnvironmentVariable, TargetConfig } from './cargo-config'
export {
  type CargoConfigFile,
  type ConfigInclude,
  cargoConfigFor,
  parseCargoConfig,
} from './parse-cargo-config'
