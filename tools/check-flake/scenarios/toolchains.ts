import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readSourceTree } from '@nx-crane/graph'
import { flakeChanges } from '../../../packages/nx/src/flake/flake-changes'
import { writeUserFiles } from '../../../packages/nx/src/write-user-files'
import { RepositoryCopy } from '../../sandboxed-nix/repository-copy'
import { failureOf } from '../built-crates'
import type { Scenario, Surroundings } from '../scenario'

const FIXTURE = join(__dirname, '..', 'fixtures', 'toolchains')
const FILES = ['Cargo.toml', 'Cargo.lock', 'src/lib.rs'].flatMap((file) => [file, `other/${file}`])
/** All that fenix, as it stands here, knows of a manifest is its hash. */
const MANIFEST = '# Rust 1.90.0\n'
const HASH = `sha256-${createHash('sha256').update(MANIFEST).digest('base64')}`
const URL = 'https://static.rust-lang.org/dist/channel-rust-1.90.0.toml'

/** A repository's toolchain file, or null; what flake.nix says; and what provides the compiler, or a part of the error. */
const CHOICES: readonly (readonly [string, string | null, string, string | RegExp])[] = [
  ['without a file nixpkgs provides the compiler', null, '', 'rust'],
  [
    'with a file rust-overlay does',
    '[toolchain]\nchannel = "1.90.0"\n',
    '',
    'rust-toolchain 1.90.0 default [] []',
  ],
  [
    'what checks run is there in a minimal profile, and targets are kept',
    '[toolchain]\nchannel = "nightly-2026-01-01"\nprofile = "minimal"\ncomponents = ["rust-src"]\ntargets = ["thumbv6m-none-eabi"]\n',
    '',
    'rust-toolchain nightly-2026-01-01 minimal [rust-src clippy rustfmt] [thumbv6m-none-eabi]',
  ],
  [
    'rust-overlay without a file: stable',
    null,
    'toolchain = "rust-overlay";',
    'rust-toolchain stable default [] []',
  ],
  ['nixpkgs for what it may be', '[toolchain]\nchannel = "stable"\n', 'toolchain = "nixpkgs";', 'rust'],
  [
    'nixpkgs for another version than it has',
    '[toolchain]\nchannel = "1.2.3"\n',
    'toolchain = "nixpkgs";',
    /rust-toolchain\.toml asks for Rust 1\.2\.3, but nixpkgs has \d+\.\d+\.\d+\n.*rust-overlay/,
  ],
  ['fenix needs no hash for what its lock pins', null, 'toolchain = "fenix";', 'rust-mixed'],
  [
    'fenix for a version, without the hash',
    '[toolchain]\nchannel = "1.90.0"\n',
    'toolchain = "fenix";',
    new RegExp(`toolchainHash = "sha256-…";.*nix store prefetch-file ${URL}`, 's'),
  ],
  [
    'fenix for a version, with the hash',
    '[toolchain]\nchannel = "1.90.0"\n',
    `toolchain = "fenix"; toolchainHash = "${HASH}";`,
    'rust-mixed',
  ],
  [
    'a function is asked, whatever the file says',
    '[toolchain]\nchannel = "1.90.0"\n',
    'toolchain = pkgs: pkgs.wasmRust;',
    'wasm-rust',
  ],
  [
    'a toolchain of its own path',
    '[toolchain]\npath = "/opt/rust"\n',
    '',
    /rust-toolchain\.toml: Nix cannot build with the toolchain in \/opt\/rust/,
  ],
  ['something else', null, 'toolchain = "rustup";', /`toolchain` is "rustup": write "rust-overlay", "fenix"/],
]

export const toolchains: Scenario = {
  title: 'the compiler of a flake',
  run(checks, surroundings) {
    const { nix, directory } = surroundings
    const manifest = join(directory, 'channel-rust-1.90.0.toml')
    writeFileSync(manifest, MANIFEST)
    nix.addFixed([manifest])

    for (const [index, [title, file, options, expected]] of CHOICES.entries()) {
      const repository = copyOf(join(directory, String(index)), file, options)
      let provider = ''
      const failure = failureOf(() => {
        provider = providerOf(repository, surroundings)
      })
      if (typeof expected === 'string') checks.equal(title, provider, expected, failure)
      else checks.true(`${title}: an error with the way out`, expected.test(failure), failure || provider)
    }
    const fenix = copyOf(
      join(directory, 'all-systems'),
      '[toolchain]\nchannel = "1.90.0"\n',
      `toolchain = "fenix"; toolchainHash = "${HASH}";`,
    )
    const failure = failureOf(() =>
      nix.flake(['flake', 'check', '--no-build', '--all-systems'], `path:${fenix.directory}`),
    )
    checks.equal('no compiler is needed to evaluate it for other systems', failure, '')
    for (const input of ['fenix', 'rust-overlay']) checkMissingInput(input)
    checkOtherFile()

    function checkMissingInput(input: string): void {
      const repository = copyOf(join(directory, `without-${input}`), null, `toolchain = "${input}";`)
      repository.write(
        'flake.nix',
        repository.read('flake.nix').replace(`    ${input}.url = "path:/missing";\n`, ''),
      )
      const failure = failureOf(() => providerOf(repository, surroundings))
      checks.true(
        `without the input ${input} the error says what to add`,
        new RegExp(`${input} = \\{ url = "github:[\\w-]+/${input}"`).test(failure),
        failure,
      )
    }

    function checkOtherFile(): void {
      const repository = copyOf(join(directory, 'other-file'), '[toolchain]\nchannel = "1.90.0"\n', '')
      repository.write('other/rust-toolchain', 'nightly\n')
      generate(repository)
      const pathOf = (crate: string) => () =>
        nix.evaluate(
          `path:${repository.directory}`,
          `packages.${surroundings.system}.${crate}`,
          'crate: crate.outPath',
        )
      checks.equal(
        'a toolchain file elsewhere does not concern other crates',
        failureOf(pathOf('pinned')),
        '',
      )
      const failure = failureOf(pathOf('apart'))
      checks.true(
        'a crate with a toolchain file of its own is an error with both files',
        failure.includes('other/rust-toolchain asks for a different compiler than rust-toolchain.toml'),
        failure,
      )
    }
  },
}

function copyOf(directory: string, file: string | null, options: string): RepositoryCopy {
  mkdirSync(directory, { recursive: true })
  const repository = new RepositoryCopy(directory, { from: FIXTURE, files: FILES })
  if (file !== null) repository.write('rust-toolchain.toml', file)
  repository.write(
    'flake.nix',
    `{
  inputs = {
    nixpkgs.url = "path:/missing";
    crane.url = "path:/missing";
    rust-overlay.url = "path:/missing";
    fenix.url = "path:/missing";
  };
  outputs =
    inputs:
    import ./nix/nx-crane {
      inherit inputs;
      root = ./.;
      systems = [
        "x86_64-linux"
        "aarch64-linux"
        "aarch64-darwin"
      ];
      ${options}
    };
}
`,
  )
  generate(repository)
  return repository
}

/** As `nx-crane flake` does, without a process for each. */
function generate({ directory }: RepositoryCopy): void {
  writeUserFiles(directory, flakeChanges(readSourceTree(directory)))
}

/** The name of the compiler's package, and what it was asked for. Builds and the shell have the same. */
function providerOf(repository: RepositoryCopy, { nix, system }: Surroundings): string {
  const describe = `
    let
      words = list: "[\${builtins.concatStringsSep " " list}]";
      describe =
        package:
        builtins.seq package.outPath package.name
        + (
          if package ? channel then
            " \${package.channel} \${package.profile} \${words package.components} \${words package.targets}"
          else
            ""
        );
    in
    inputs: describe (builtins.head (builtins.filter (input: builtins.match ".*rust.*" input.name != null) inputs))`
  const inputsOf = (attribute: string) =>
    nix.evaluate<string>(`path:${repository.directory}`, `${attribute}.nativeBuildInputs`, describe)
  const provider = inputsOf(`devShells.${system}.default`)
  const ofBuild = inputsOf(`packages.${system}.pinned`)
  return provider === ofBuild ? provider : `${provider} in the shell, ${ofBuild} in builds`
}
