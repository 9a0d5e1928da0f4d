import { crate, EMPTY } from './remedy-case'

/** A crate in a submodule that is not checked out. */
export const SUBMODULE = {
  '.gitmodules': '[submodule "engine"]\n\tpath = third party/engine\n\turl = https://example.com/engine\n',
  'Cargo.toml': crate('app', '[dependencies]\nengine = { path = "third party/engine/core" }\n'),
  'src/lib.rs': EMPTY,
}

export const CHECKED_OUT = {
  'third party/engine/core/Cargo.toml': crate('engine'),
  'third party/engine/core/src/lib.rs': EMPTY,
}
