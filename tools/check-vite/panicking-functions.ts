import { CRATE, type FixtureWorkspace } from './fixture-workspace'

export const BASE = 'crates/base/src/lib.rs'
export const MIDDLE = 'crates/middle/src/lib.rs'

/** Each is exported by the wasm crate and panics two crates below it. */
export function addPanickingFunctions(workspace: FixtureWorkspace): void {
  workspace.edit(BASE, /$/, PANICKING)
  workspace.edit(MIDDLE, /^/, PANICKING_FUNCTIONS.map((name) => `pub use base::${name};\n`).join(''))
  workspace.edit(CRATE, /$/, EXPORTED)
}

/** Where the code of a function is that panics. */
export function placeOf(workspace: FixtureWorkspace, name: (typeof PANICKING_FUNCTIONS)[number]): string {
  const lines = workspace.read(BASE).split('\n')
  const start = lines.findIndex((line) => line.includes(`fn ${name}(`))
  const line = lines.findIndex((each, index) => index > start && each.includes(SITES[name]))
  const column = (lines[line]?.indexOf(SITES[name]) ?? 0) + (SITES[name].startsWith('.') ? 2 : 1)
  return `${BASE}:${line + 1}:${column}`
}

const PANICKING = `
pub fn element(index: usize) -> u32 {
    [1, 2, 3][index]
}

pub fn unwrapped(index: usize) -> u32 {
    *[1, 2, 3]
        .get(index)
        .unwrap()
}

pub fn added(index: usize) -> u32 {
    let index = index as u32; index + (u32::MAX - 3)
}

pub fn summed(index: usize) -> u32 {
    (0..3).map(|each| [1, 2, 3][each + index]).sum()
}

pub fn expected(index: usize) -> u32 {
    Err::<u32, String>(format!("no {index}")).expect("a number")
}

pub fn trapped(_: usize) -> u32 {
    core::arch::wasm32::unreachable()
}
`
export const PANICKING_FUNCTIONS = ['element', 'unwrapped', 'added', 'summed', 'expected', 'trapped'] as const
/** The code that panics in each function. */
const SITES = {
  element: '[1, 2, 3][index]',
  unwrapped: '.unwrap()',
  added: 'index + (u32::MAX',
  summed: '[1, 2, 3][each + index]',
  expected: '.expect("a number")',
  trapped: 'core::arch::wasm32::unreachable()',
}
const EXPORTED = `
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console)]
    fn log(text: &str);
}

#[wasm_bindgen]
pub fn set_hook() {
    std::panic::set_hook(Box::new(|info| log(&format!("hook: {info}"))));
}
${PANICKING_FUNCTIONS.map((name) => `\n#[wasm_bindgen]\npub fn ${name}(index: usize) -> u32 {\n    middle::${name}(index)\n}\n`).join('')}`
