/** `src/lib.rs` of a new library. */
export const LIBRARY_SOURCE = `/// The sum of two numbers.
pub fn add(left: u64, right: u64) -> u64 {
    left + right
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_and_two_are_four() {
        assert_eq!(add(2, 2), 4);
    }
}
`

/** `src/lib.rs` of a new wasm crate. Its test runs on this machine, as \`cargo test\` does. */
export const WASM_SOURCE = `use wasm_bindgen::prelude::*;

/// A greeting for \`name\`.
#[wasm_bindgen]
pub fn greet(name: &str) -> String {
    format!("Hello {name}, from Rust!")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn greets_by_name() {
        assert_eq!(greet("Ada"), "Hello Ada, from Rust!");
    }
}
`

/** `src/main.rs` of a new program. */
export const PROGRAM_SOURCE = `fn main() {
    println!("Hello from Rust!");
}
`
