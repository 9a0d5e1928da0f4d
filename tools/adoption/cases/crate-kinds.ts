import type { AdoptionCase } from '../adoption-case'
import { library, PROGRAM, plainRoot, program, WASM } from './manifests'

// Whether a crate is a library, a program or a wasm package, as Cargo sees it.

export const crateKinds: readonly AdoptionCase[] = [
  {
    name: 'one-file-under-two-spellings-is-one-program',
    files: {
      ...plainRoot(),
      ...program(
        'crates/tool',
        'tool',
        'default-run = "tool"\n\n[[bin]]\nname = "tool"\npath = "./src/main.rs"\n\n[[bin]]\nname = "b"\npath = "src//bin/b.rs"\n',
      ),
      'crates/tool/src/bin/b.rs': 'fn main() {}\n',
    },
    projects: { 'crates/tool': 'tool' },
    // Two programs: one target for each, `run` for the default one.
    added: { 'crates/tool': [...PROGRAM, 'run-b'] },
  },
  {
    name: 'worker-of-cloudflare',
    files: {
      ...plainRoot(),
      ...library('crates/edge', 'edge', '[lib]\ncrate-type = ["cdylib"]\n\n[dependencies]\nworker = "0.6"\n'),
    },
    projects: { 'crates/edge': 'edge' },
    added: { 'crates/edge': WASM },
  },
]
