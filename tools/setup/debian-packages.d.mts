export declare function mayInstallPackages(): boolean
export declare function installPackages(packages: readonly string[]): void
