/** A macro `emb!` with these statements, which make a `text` of its one string `name`. */
export function procMacro(statements: string): string {
  return `#![allow(unused)]
use std::{env, fs, path::{Path, PathBuf}};
use proc_macro::TokenStream;
fn caller() -> PathBuf { PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap()) }
#[proc_macro]
pub fn emb(input: TokenStream) -> TokenStream {
    let input = input.to_string();
    let name = input.trim_matches('"');
    ${statements}
    format!("{:?}", text).parse().unwrap()
}
`
}
