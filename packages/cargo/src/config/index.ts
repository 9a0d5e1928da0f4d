export type { CargoConfig, ConfiguredSource, EnvironmentVariable, TargetConfig } from './cargo-config'
export { cargoHome } from './read-configs'
export { cargoConfigFor, treeConfigs } from './tree-configs'
