import type { Scenario } from '../scenario'

const SHELL = 'packages/page/src-tauri'
const programs = ['notice:build', 'server:build', 'shell:build']

/**
 * Crates that are compiled with files of other projects: the page of a Tauri program, a page that a server includes, and a
 * text. What a build leaves is built before, whatever is not read again is not.
 */
export const reads: Scenario = {
  name: 'reads',
  fixture: 'reads',
  combinations: ['23.3.1 no daemon', '24.0.6 no daemon', '24.0.6 daemon'],
  async run(workspace, checks) {
    checks.equal('crates depend on what they read', await workspace.edges(), [
      'notice → site',
      'server → site',
      'shell → page',
      'shell → tauri',
    ])
    const build = ['-t', 'build']
    const shell = () => workspace.execute(`${SHELL}/dist/cargo/shell`)
    const first = await workspace.runMany(build)
    checks.equal(
      'a clean checkout builds pages first',
      first.executed,
      ['notice:build', 'page:build', 'server:build', 'shell:build', 'site:build', 'tauri:build'],
      first.finished.output,
    )
    checks.equal('the program shows its page', await shell(), 'shell: <P>THE PAGE</P>\n')
    checks.equal(
      'and the server its own',
      await workspace.execute('crates/server/dist/cargo/server'),
      'server: <P>THE SITE</P>\n',
    )

    const again = await workspace.runMany(build)
    checks.equal('a second time all is there', again.executed, [], again.finished.output)

    const affected = await workspace.nx([
      'show',
      'projects',
      '--affected',
      '--files=packages/page/src/index.html',
    ])
    // The macro's own tests may open any data of the repository: `nx-crane affected` has tauri:test too.
    checks.equal(
      'an edit of the page concerns the program',
      affected.stdout
        .split('\n')
        .filter((line) => /^\w+$/.test(line))
        .sort(),
      ['page', 'shell', 'tauri'],
      affected.output,
    )
    await workspace.change('packages/page/src/index.html', (text) => text.replace('the page', 'another page'))
    const page = await workspace.runMany(build)
    checks.equal(
      'an edit of the page builds the program anew, and nothing else',
      page.executed,
      ['page:build', 'shell:build'],
      page.finished.output,
    )
    checks.equal('the program shows the new page', await shell(), 'shell: <P>ANOTHER PAGE</P>\n')

    await workspace.change('packages/page/README.md', (text) => `${text}More.\n`)
    const readme = await workspace.runMany(build)
    checks.equal(
      'where the same page comes out, the program is a hit',
      [readme.executed, programs.every((id) => readme.hits.includes(id))],
      [['page:build'], true],
      readme.finished.output,
    )

    await workspace.change(`${SHELL}/src/main.rs`, (text) => text.replace('shell: ', 'shell says: '))
    const crate = await workspace.runMany(build)
    checks.equal(
      'an edit of the program leaves its page alone',
      crate.executed,
      ['shell:build'],
      crate.finished.output,
    )

    await workspace.change('packages/site/notice.txt', () => 'some rights reserved\n')
    const notice = await workspace.runMany([...build, '-p', 'notice'])
    checks.equal(
      'a source of another project is built from as it is, after that',
      [notice.executed, await workspace.execute('crates/notice/dist/cargo/notice')],
      [['notice:build', 'site:build'], 'some rights reserved\n'],
      notice.finished.output,
    )

    await workspace.change('packages/page/src/index.html', (text) => text.replace('another', 'the'))
    await workspace.remove('packages/page/dist')
    await workspace.remove(`${SHELL}/dist`)
    const back = await workspace.runMany([...build, '-p', 'shell'])
    checks.equal(
      'with the page of before comes a program that shows it',
      [back.failed, await shell()],
      [[], 'shell says: <P>THE PAGE</P>\n'],
      back.finished.output,
    )

    await workspace.remove('packages/page/dist')
    await workspace.change('packages/page/src/index.html', (text) => text.replace('the', 'a third'))
    const lint = await workspace.runMany(['-t', 'lint', '-p', 'shell'])
    checks.equal(
      'clippy has the page built too',
      [lint.executed, lint.failed],
      [['page:build', 'shell:lint'], []],
      lint.finished.output,
    )
  },
}
