import { until } from '../../kit/running-program'
import { DevSession } from '../dev-session'
import type { Scenario } from '../scenario'

/** Everything that goes into the package is watched, wherever it lies and whenever it came. */
export const closure: Scenario = {
  name: 'sources elsewhere',
  async run({ checks, workspace, ...context }) {
    await using session = await DevSession.start({ ...context, workspace, app: 'app' })
    await session.open()
    await session.shows('revision', 0, 300)
    const seen = async (title: string, sentence: string) => {
      await session.shows('sentence', sentence)
      checks.true(title, true)
    }

    workspace.edit('crates/base/src/lib.rs', '"zero"', '"one"')
    await seen('an edit two crates below is seen', 'one of base')

    workspace.edit('crates/middle/src/lib.rs', /^/, 'mod extra;\n')
    await session.overlay({ wait: 'until shown' })
    workspace.write('crates/middle/src/extra.rs', 'pub const WORD: &str = "module";\n')
    await session.overlay({ wait: 'until gone' })
    checks.true('a module is found when its file comes after its declaration', true)
    workspace.edit('crates/middle/src/lib.rs', 'base::word()', 'extra::WORD')
    await seen('and used', 'module of base')
    workspace.edit('crates/middle/src/extra.rs', '"module"', '"new module"')
    await seen('an edit of the new file is seen', 'new module of base')

    workspace.write('texts/word.txt', 'text')
    workspace.edit('crates/middle/src/lib.rs', 'extra::WORD', 'include_str!("../../../texts/word.txt")')
    await seen('a file that lies in no crate is included', 'text of base')
    workspace.write('texts/word.txt', 'other text')
    await seen('an edit of it is seen', 'other text of base')

    workspace.write(
      'crates/late/Cargo.toml',
      '[package]\nname = "late"\nversion = "0.1.0"\nedition = "2021"\n',
    )
    workspace.write('crates/late/src/lib.rs', 'pub const WORD: &str = "late";\n')
    workspace.edit(
      'crates/middle/Cargo.toml',
      'base.workspace = true',
      'base.workspace = true\nlate = { path = "../late" }',
    )
    workspace.edit('crates/middle/src/lib.rs', 'include_str!("../../../texts/word.txt")', 'late::WORD')
    await seen('a crate that is depended on from now on is built', 'late of base')
    workspace.edit('crates/late/src/lib.rs', '"late"', '"later"')
    await seen('an edit of it is seen', 'later of base')

    const from = session.log.length
    const noticed = new Set<string>()
    session.server.watcher.on('all', (_event, path) => noticed.add(path))
    workspace.write('crates/base/tests/test.rs', '#[test] fn test() {}\n')
    workspace.write('crates/base/src/.lib.rs.swp', 'an editor wrote this')
    workspace.write('README.md', 'This is no source.\n')
    // Of the others the watcher does not even tell.
    await until(() => noticed.has(workspace.path('crates/base/tests/test.rs')), 'the test is noticed')
    // A build of it would take less than this.
    await new Promise((done) => setTimeout(done, 500))
    checks.equal('what is no source of the package builds nothing', session.log.slice(from), [])
    checks.equal('the page was loaded once', await session.value('loads'), 1)

    for (const path of [
      'crates/late',
      'texts',
      'crates/base/tests',
      'crates/base/src/.lib.rs.swp',
      'README.md',
    ]) {
      workspace.remove(path)
    }
    workspace.write(
      'crates/middle/src/lib.rs',
      'pub fn sentence() -> String {\n    format!("{} of base", base::word())\n}\n',
    )
    workspace.remove('crates/middle/src/extra.rs')
    workspace.edit('crates/middle/Cargo.toml', '\nlate = { path = "../late" }', '')
    workspace.edit('crates/base/src/lib.rs', '"one"', '"zero"')
    await seen('all of it undone is seen', 'zero of base')
  },
}
