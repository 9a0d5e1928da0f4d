import { shellCommand } from '@nx-crane/files'
import { type Check, hasCrates } from './check'
import type { DoctorFacts, ProgramOnPath, UsedToolchain } from './facts'
import type { Found } from './finding'
import { hasWasm, WASM_TARGET } from './wasm-tools'

/** Which compiler answers, and whether it is the one that is meant. */
export const toolchainChoice: readonly Check[] = [
  { id: 'toolchain-file', title: 'toolchain files', applies: hasCrates, find: toolchainFileFaults },
  { id: 'toolchain-override', title: 'rustup overrides', applies: hasCrates, find: overrides },
  {
    id: 'toolchain-mixture',
    title: 'PATH',
    applies: hasCrates,
    find: mixtures,
  },
]

function toolchainFileFaults(facts: DoctorFacts): Found[] {
  return facts.rust.toolchains.flatMap((toolchain): Found[] => [
    ...unreadable(toolchain),
    ...notInstalled(toolchain),
    ...ignored(toolchain),
    ...missingTargets(toolchain, hasWasm(facts)),
  ])
}

function unreadable({ file }: UsedToolchain): Found[] {
  if (file === null || file.fault === null) return []
  const mend = 'write a table [toolchain] with a channel, e.g. channel = "stable"'
  return [{ level: 'error', message: file.fault, place: file.path, mend }]
}

function notInstalled({ name, isInstalled, by, file }: UsedToolchain): Found[] {
  if (isInstalled || name === null) return []
  const place = by === 'file' || by === 'path' ? (file?.path ?? null) : null
  const asks = {
    environment: 'RUSTUP_TOOLCHAIN asks for',
    override: 'rustup override asks for',
    default: 'rustup’s default is',
  }
  const said = by === 'file' || by === 'path' ? 'asks for' : asks[by]
  if (by === 'path') {
    return [
      {
        level: 'error',
        message: `${said} a toolchain at ${name}, where there is none`,
        place,
        mend: 'correct "path"',
      },
    ]
  }
  const command = ['rustup', 'toolchain', 'install', name]
  return [
    {
      level: 'error',
      message: `${said} the toolchain ${name}, which is not installed`,
      place,
      mend: shellCommand(command),
      fix: { by: 'command', command, dir: '' },
    },
  ]
}

/** Only rustup reads the file. Who names a version there means that version. */
function ignored({ name, file, rustc }: UsedToolchain): Found[] {
  const channel = file?.channel ?? null
  if (name !== null || file === null || channel === null || rustc.version === null) return []
  const isMet = /^\d/.test(channel)
    ? rustc.version === channel || rustc.version.startsWith(`${channel}.`)
    : channel === 'stable' && !rustc.version.includes('-')
  if (isMet) return []
  return [
    {
      level: 'warning',
      message: `asks for ${channel}, but rustc ${rustc.version}, which is not rustup’s, ignores it`,
      place: file.path,
      mend: 'put rustup’s programs (~/.cargo/bin) first on PATH, or install that version from where rustc comes from',
    },
  ]
}

/** That of WebAssembly crates is missed by another check, as an error. */
function missingTargets({ name, by, file, ...toolchain }: UsedToolchain, hasWasmCrates: boolean): Found[] {
  const missing = toolchain.missingTargets.filter((target) => !hasWasmCrates || target !== WASM_TARGET)
  if (missing.length === 0 || name === null || by === 'path') return []
  const command = ['rustup', 'target', 'add', '--toolchain', name, ...missing]
  return [
    {
      level: 'warning',
      message: `names targets that are not installed for ${name}: ${missing.join(', ')}`,
      place: file?.path ?? null,
      mend: shellCommand(command),
      fix: { by: 'command', command, dir: '' },
    },
  ]
}

function overrides({ rust, environment }: DoctorFacts): Found[] {
  return rust.toolchains.flatMap(({ by, file, name, dirs }): Found[] => {
    if (file === null || file.channel === null || name === null) return []
    if (by !== 'environment' && by !== 'override') return []
    if (name === file.channel || name.startsWith(`${file.channel}-`)) return []
    const isVariable = by === 'environment'
    return [
      {
        level: 'warning',
        message: isVariable
          ? `asks for ${file.channel}, but RUSTUP_TOOLCHAIN=${environment.RUSTUP_TOOLCHAIN} overrides it`
          : `asks for ${file.channel}, but a rustup override for this directory chooses ${name}`,
        place: file.path,
        mend: isVariable
          ? 'unset RUSTUP_TOOLCHAIN'
          : shellCommand(['rustup', 'override', 'unset', '--path', dirs[0] || '.']),
      },
    ]
  })
}

function mixtures({ rust }: DoctorFacts): Found[] {
  const first = (name: ProgramOnPath['name']) => rust.onPath.find((program) => program.name === name)
  const [cargo, rustc] = [first('cargo'), first('rustc')]
  if (!cargo || !rustc) return []
  if (cargo.from !== rustc.from) {
    return [
      {
        level: 'warning',
        message: `cargo comes from ${OWNER[cargo.from]} (${cargo.path}), rustc from ${OWNER[rustc.from]} (${rustc.path})`,
        mend: 'put the directory of one of them first on PATH, so that both come from there',
      },
    ]
  }
  const hidden = rust.onPath.find(({ name, from }) => name === 'rustc' && from === 'nix')
  if (rustc.from !== 'rustup' || !hidden) return []
  return [
    {
      level: 'warning',
      message: `rustup’s rustc (${rustc.path}) comes before the one from Nix (${hidden.path}) on PATH and is used instead`,
      mend: 'enter the shell of Nix last (`nix develop`), or put its directory first on PATH',
    },
  ]
}

const OWNER = { rustup: 'rustup', nix: 'Nix', elsewhere: 'elsewhere' }
