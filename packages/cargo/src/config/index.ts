export type { CargoConfig, ConfiguredSource, EnvironmentVariable, TargetConfig } from './cargo-config'
export { cargoConfigFor, treeConfigs } from './tree-configs'
