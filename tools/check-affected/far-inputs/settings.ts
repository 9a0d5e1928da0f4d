import type { Subjects } from '../../check-keys/generated/subjects'
import { editsOfFile, type FarInput } from './far-input'

/** What cargo, its tools, the environment and the plugin are told. */
export function settings({ plan, core }: Subjects): FarInput[] {
  const dir = core.dir.split('/')[0] ?? ''
  return [
    {
      id: 'clippy',
      add: (it) => it.write('clippy.toml', 'too-many-lines-threshold = 90\n'),
      edits: editsOfFile('clippy.toml', 'msrv = "1.80"\n'),
    },
    {
      id: 'rustfmt',
      add: (it) => it.write(`${dir}/rustfmt.toml`, 'max_width = 90\n'),
      edits: editsOfFile(`${dir}/rustfmt.toml`, 'hard_tabs = true\n'),
    },
    {
      id: 'lints',
      add(it) {
        it.append('Cargo.toml', '\n[workspace.lints.rust]\nunused = "warn"\n')
        it.append(`${core.dir}/Cargo.toml`, '\n[lints]\nworkspace = true\n')
      },
      edits: [
        {
          id: 'workspace lints',
          apply: (it) => it.replace('Cargo.toml', 'unused = "warn"', 'unused = "allow"'),
        },
      ],
    },
    {
      id: 'linker script',
      add(it) {
        it.write('memory.x', 'MEMORY {}\nINCLUDE regions.x\n')
        it.write('regions.x', '/* regions */\n')
        it.append('.cargo/config.toml', '\n[target."cfg(all())"]\nrustflags = ["-Clink-arg=-Tmemory.x"]\n')
      },
      edits: [...editsOfFile('memory.x'), ...editsOfFile('regions.x')],
    },
    {
      id: 'variables',
      add: (it) => it.write('.env', 'RUSTFLAGS=-Cdebuginfo=0\n'),
      edits: [{ id: 'variables of .env', apply: (it) => it.write('.env', 'RUSTFLAGS=-Cdebuginfo=1\n') }],
    },
    {
      id: 'Cargo’s lock',
      add: () => {},
      edits: [{ id: 'delete Cargo.lock', apply: (it) => it.remove('Cargo.lock') }],
    },
    {
      id: 'Cargo’s configuration',
      add: () => {},
      edits: [
        { id: 'delete .cargo/config.toml', apply: (it) => it.remove('.cargo/config.toml') },
        { id: 'delete rust-toolchain.toml', apply: (it) => it.remove('rust-toolchain.toml') },
        { id: 'new clippy.toml below', apply: (it) => it.write(`${dir}/clippy.toml`, 'msrv = "1.70"\n') },
        {
          id: 'new .cargo/config',
          apply: (it) => it.write('.cargo/config', '[build]\nrustflags = ["-Copt-level=1"]\n'),
        },
        { id: 'ignored files', apply: (it) => it.append('.gitignore', '*.txt\n') },
      ],
    },
    {
      id: 'options of the plugin',
      add: () => {},
      edits: [
        {
          id: 'options in nx.json',
          apply: (it) =>
            it.change('nx.json', (text) => {
              const json = JSON.parse(text) as { plugins?: unknown[] }
              const plugins = (json.plugins ?? []).filter(
                (each) => !JSON.stringify(each).includes('nx-crane'),
              )
              return JSON.stringify({
                ...json,
                plugins: [...plugins, { plugin: 'nx-crane', options: { wasmOutDir: 'out' } }],
              })
            }),
        },
      ],
    },
    {
      id: 'a crate that goes',
      add: () => {},
      edits: plan.crates
        .filter(
          ({ name }) => !plan.crates.some((crate) => crate.dependencies.some((one) => one.name === name)),
        )
        .slice(0, 2)
        .map(({ name, dir: gone }) => ({
          id: `delete the crate ${name}`,
          apply(it) {
            it.replace('Cargo.toml', `    "${gone}",\n`, '')
            for (const path of ['Cargo.toml', 'src/lib.rs', 'README.md']) it.remove(`${gone}/${path}`)
          },
        })),
    },
  ]
}
