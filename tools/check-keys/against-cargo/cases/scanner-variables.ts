import type { CargoCase, CaseSubject } from '../cargo-case'
import { oneCrate } from './texts'

/** A crate with this source, and a variable that goes from one value to another. */
function asks(name: string, source: string, more: Partial<CargoCase> = {}): CargoCase {
  return {
    name,
    environment: { API_URL: 'one' },
    edit: (it) => it.setVariable('API_URL', 'two'),
    ...more,
    files: oneCrate({ 'src/lib.rs': source, ...more.files }),
  }
}

export const SCANNER_VARIABLES: CaseSubject = {
  subject: 'scanner: variables',
  cases: [
    asks('option_env! in a module with nothing else', 'mod v;\npub use v::V;\n', {
      files: { 'src/v.rs': 'pub const V: Option<&str> = option_env!("API_URL");\n' },
    }),
    asks('a variable that was not set', 'pub const V: Option<&str> = option_env!("API_URL");\n', {
      environment: {},
    }),
    asks('a variable that is unset', 'pub const V: Option<&str> = option_env!("API_URL");\n', {
      edit: (it) => it.unsetVariable('API_URL'),
    }),
    asks('a variable made empty', 'pub const V: Option<&str> = option_env!("API_URL");\n', {
      edit: (it) => it.setVariable('API_URL', ''),
    }),
    asks(
      'env! of a macro parameter',
      'macro_rules! v { ($n:literal) => { env!($n) } }\npub const V: &str = v!("API_URL");\n',
    ),
    asks(
      'env! of a stringified identifier',
      'macro_rules! v { ($n:ident) => { env!(stringify!($n)) } }\npub const V: &str = v!(API_URL);\n',
    ),
    asks('env! of concat!', 'pub const V: &str = env!(concat!("API", "_URL"));\n'),
    asks('env! with a message', 'pub const V: &str = env!("API_URL", "set it");\n'),
    asks('env! under another name', 'use std::env as v;\npub const V: &str = v!("API_URL");\n'),
    asks(
      'option_env! in a macro parameter',
      'macro_rules! id { ($e:expr) => { $e } }\npub const V: Option<&str> = id!(option_env!("API_URL"));\n',
    ),
    asks('a variable in an included text', 'pub const V: &str = include!("v.in");\n', {
      files: { 'src/v.in': 'env!("API_URL")' },
    }),
    asks('a variable only of another platform', '#[cfg(windows)]\npub const V: &str = env!("API_URL");\n'),
    asks('a variable in a comment', '// env!("API_URL")\n'),
    asks(
      'a variable that names the included file',
      'pub const D: &str = include_str!(env!("DATA_FILE"));\n',
      {
        environment: { DATA_FILE: 'd.txt' },
        files: { 'src/d.txt': 'one', 'src/e.txt': 'two' },
        edit: (it) => it.setVariable('DATA_FILE', 'e.txt'),
      },
    ),
  ],
}
