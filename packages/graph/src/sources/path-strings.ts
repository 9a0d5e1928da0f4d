import { rustTokens } from './rust-tokens'

/** The strings of Rust source that may be paths, sorted: what a build script hands to the tools it calls. */
export function pathStrings(text: string): string[] {
  const strings = rustTokens(text)
    .filter((token) => token.kind === 'string')
    .map((token) => token.text)
  return [...new Set(strings.filter((each) => PATH_LIKE.test(each)))].sort()
}

// `b"name\0"`, as it is handed to C, is none: no disk can be asked for it.
const PATH_LIKE = /^(?!.*:\/\/)[^\s\p{Cc}{}*<>|"'=,;]{1,250}$/u
