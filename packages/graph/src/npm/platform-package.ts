/**
 * The package whose native addon for one platform a package of this name holds, or null.
 *
 * @example platformPackageOf('@acme/hash-linux-x64-gnu') // → '@acme/hash'
 */
export function platformPackageOf(name: string): string | null {
  return PLATFORM.exec(name)?.[1] ?? null
}

const PLATFORM =
  /^(.+)-(?:(?:linux|darwin|win32|android|freebsd|openharmony|sunos)-(?:x64|ia32|arm|arm64|armv7|universal|ppc64|s390x|riscv64|loong64)(?:-(?:gnu|musl|msvc|gnueabihf|musleabihf|eabi|gnueabi|musleabi|ohos))?|wasm32-wasi)$/
