/** A platform by its target triple, with the lines of `rustc --print cfg` that manifests ask about. */
export interface Platform {
  readonly triple: string
  readonly cfg: readonly string[]
}

/**
 * The platform of a triple. From a table, not from rustc: the answer must not depend on who asks, and `target_feature`s,
 * which a processor decides, count as absent.
 */
export function platformOf(triple: PlatformTriple): Platform {
  return { triple, cfg: [...SHARED, ...CFG[triple]] }
}

const SHARED = [
  'unix',
  'panic="unwind"',
  'target_endian="little"',
  'target_family="unix"',
  'target_pointer_width="64"',
]
const LINUX = ['target_os="linux"', 'target_env="gnu"', 'target_vendor="unknown"']
const MACOS = ['target_os="macos"', 'target_env=""', 'target_vendor="apple"']

const CFG = {
  'x86_64-unknown-linux-gnu': ['target_arch="x86_64"', ...LINUX],
  'aarch64-unknown-linux-gnu': ['target_arch="aarch64"', ...LINUX],
  'x86_64-apple-darwin': ['target_arch="x86_64"', ...MACOS],
  'aarch64-apple-darwin': ['target_arch="aarch64"', ...MACOS],
}

export type PlatformTriple = keyof typeof CFG
