import type { Scenario } from '../scenario'

/** What is wrong in nx.json is said by the command and by the generator, and mended by one of them. */
export const doctor: Scenario = {
  name: 'doctor',
  fixture: 'root-crate',
  combinations: ['23.3.1 no daemon', '24.0.6 daemon'],
  async run(workspace, checks) {
    const nxJson = { ...workspace.json('nx.json'), targetDefaults: { test: { inputs: ['default'] } } }
    workspace.write('nx.json', `${JSON.stringify(nxJson, null, 2)}\n`)
    const said = await workspace.nx(['g', 'nx-crane:doctor'])
    checks.true(
      'the generator says what replaces our targets, and how to mend it',
      /^warning +nx\.json: targetDefaults replace .*\n +add to targetDefaults: "nx-crane:cargo": \{\}$/m.test(
        said.output,
      ),
      said.output,
    )
    checks.equal('a warning does not make it fail', said.code, 0, said.output)

    await workspace.nx(['g', 'nx-crane:doctor', '--fix', '--dry-run'])
    checks.equal('a dry run changes nothing', workspace.json('nx.json'), nxJson)

    const fixed = await workspace.nx(['g', 'nx-crane:doctor', '--fix'])
    checks.equal(
      '--fix adds the shield',
      workspace.json('nx.json').targetDefaults,
      { ...nxJson.targetDefaults, 'nx-crane:cargo': {} },
      fixed.output,
    )

    const report = await workspace.command(['doctor', '--json'])
    const { version, findings } = JSON.parse(report) as {
      version: number
      findings: { id: string; level: string }[]
    }
    const found = findings.find(({ id }) => id === 'target-defaults')
    checks.equal('the command sees that it is mended', [version, found?.level], [1, 'ok'], report)

    workspace.write('rust-toolchain.toml', '[toolchain]\nchannel = "1.2.3"\n')
    const refused = await workspace.nx(['g', 'nx-crane:doctor'])
    checks.true('an error makes the generator fail', refused.code !== 0, refused.output)
  },
}
