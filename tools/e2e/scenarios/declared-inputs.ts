import type { NxWorkspace } from '../nx-workspace'
import type { Scenario } from '../scenario'

/** What tests were seen to read is declared by `nx sync`, so that another checkout need not see it. */
export const declaredInputs: Scenario = {
  name: 'declared-inputs',
  fixture: 'empty',
  combinations: ['24.0.6 no daemon'],
  async run(workspace, checks) {
    configure(workspace, {})
    workspace.write('Cargo.toml', '[workspace]\nresolver = "2"\nmembers = ["crates/*"]\n')
    workspace.write('data/one', '1')
    writeReader(workspace, 'a', 'one')
    await workspace.settle()
    const first = await workspace.runMany(['-t', 'build,test'])
    checks.equal('it builds', first.finished.code, 0, first.finished.output)
    const check = await workspace.nx(['sync:check'])
    checks.true('then something is missing', check.code !== 0, check.output)
    checks.true('and the line is said', check.output.includes('include = ["../../data/one"]'), check.output)
    const synced = await workspace.nx(['sync'])
    const manifest = workspace.read('crates/a/Cargo.toml')
    checks.true('nx sync writes it', manifest.includes('include = ["../../data/one"]\n'), synced.output)

    const clone = await workspace.checkOut()
    try {
      const built = await clone.runMany(['-t', 'test'])
      checks.equal('a clone runs the test', built.executed, ['a:test'], built.finished.output)
      clone.write('data/other', '1')
      const other = await clone.runMany(['-t', 'test'])
      checks.equal('data that it does not read is nothing to it', other.executed, [], other.finished.output)
      clone.write('data/one', '2')
      const read = await clone.runMany(['-t', 'test'])
      checks.equal('what it reads is', read.executed, ['a:test'], read.finished.output)
    } finally {
      await clone.dispose(false)
    }

    configure(workspace, { observe: false })
    writeReader(workspace, 'b', 'other')
    await workspace.settle()
    const blind = await workspace.runMany(['-t', 'build,test'])
    checks.equal('with observe: false it builds too', blind.finished.code, 0, blind.finished.output)
    const unseen = await workspace.command(['inputs', 'b'])
    checks.true('and nothing is seen', unseen.includes('was not observed yet'), unseen)
    writeReader(workspace, 'b', 'another')
    await workspace.settle()
    const seen = await workspace.nx(['run', 'b:test'], { NX_CRANE_OBSERVER: 'on' })
    checks.equal('unless the environment says so', seen.code, 0, seen.output)
    const generated = await workspace.nx(['g', 'nx-crane:inputs'])
    const declared = workspace.read('crates/b/Cargo.toml')
    checks.equal('the generator ends well', generated.code, 0, generated.output)
    checks.true('and writes it', declared.includes('["../../data/another"]'), generated.output)
  },
}

function configure(workspace: NxWorkspace, options: Readonly<Record<string, unknown>>): void {
  const settings = {
    ...{ analytics: false, plugins: [{ plugin: 'nx-crane', options }] },
    sync: { globalGenerators: ['nx-crane:inputs'] },
  }
  workspace.write('nx.json', `${JSON.stringify(settings, null, 2)}\n`)
}

/** A crate whose test reads a file under a name that is put together. */
function writeReader(workspace: NxWorkspace, name: string, file: string): void {
  const manifest = `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n`
  workspace.write(`crates/${name}/Cargo.toml`, manifest)
  workspace.write(
    `crates/${name}/src/lib.rs`,
    `#[test]\nfn reads() {\n    let name = ["${file}"].concat();\n    let _ = std::fs::read(format!("../../data/{name}"));\n}\n`,
  )
}
