import { DevSession } from '../dev-session'
import { CRATE } from '../fixture-workspace'
import type { Scenario } from '../scenario'

const BASE = 'crates/base/src/lib.rs'
const PANICKING = `
#[inline(never)]
pub fn element(index: usize) -> u32 {
    [1, 2, 3][index]
}
`
const EXPORTED = `
#[wasm_bindgen]
pub fn element(index: usize) -> u32 {
    middle::element(index)
}
`
/** What console_error_panic_hook does. */
const HOOK = `
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console)]
    fn error(text: &str);
}

#[wasm_bindgen(start)]
fn start() {
    std::panic::set_hook(Box::new(|info| error(&info.to_string())));
}
`

/** A panic names what panicked, and with a hook where and why. */
export const panics: Scenario = {
  name: 'panics',
  once: true,
  async run({ checks, workspace, ...context }) {
    const files = [CRATE, BASE, 'crates/middle/src/lib.rs'] as const
    const good = files.map((file) => workspace.read(file))
    workspace.edit(BASE, /$/, PANICKING)
    workspace.edit('crates/middle/src/lib.rs', /^/, 'pub use base::element;\n')
    workspace.edit(CRATE, /$/, EXPORTED)
    {
      await using session = await DevSession.start({ ...context, workspace, app: 'app' })
      const printed: string[] = []
      session.page.on('console', (message) => printed.push(message.text()))
      await session.open()
      await session.shows('revision', 0, 300)
      const panic = () =>
        session.value<string>(
          '(() => { try { wasm.element(7); return "no panic" } catch (error) { return error.stack } })()',
        )

      const stack = await panic()
      checks.true(
        'its stack names the functions of all crates, from what panicked to what JavaScript called',
        /base::element[\s\S]*\n.*\.element\b/.test(stack) && /^RuntimeError: unreachable/.test(stack),
        stack,
      )
      workspace.edit(CRATE, /$/, HOOK)
      await session.value(
        'new Promise((done) => { const wait = () => replacements === 1 ? done() : setTimeout(wait, 5); wait() })',
      )
      await panic()
      const line =
        workspace
          .read(BASE)
          .split('\n')
          .findIndex((each) => each.includes('[1, 2, 3][index]')) + 1
      const said = printed.join('\n')
      checks.true(
        'a hook tells file, line and reason, as they are in the workspace',
        said.includes(`${BASE}:${line}:5:\nindex out of bounds: the len is 3 but the index is 7`),
        said,
      )
    }
    files.forEach((file, index) => void workspace.write(file, good[index] ?? ''))
  },
}
