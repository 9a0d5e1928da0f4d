import { append, EMPTY, one, type RemedyCase, replace } from './remedy-case'

// The fields of [package].

export const packageTable: readonly RemedyCase[] = [
  [
    'bad-version',
    'INVALID_VERSION',
    'write major.minor.patch',
    { 'q/Cargo.toml': replace('"1.0"', '"1.0.0"') },
  ],
  ['bad-edition', 'UNKNOWN_EDITION', '2024', { 'q/Cargo.toml': replace('2022', '2024') }],
  one('resolver = "4"\n', 'resolver = "3"\n', { code: 'UNKNOWN_RESOLVER', hint: '"3"' }),
  one('resolver = "2"\n[workspace]\nresolver = "2"\n', '[workspace]\nresolver = "2"\n', {
    ...{ code: 'RESOLVER_TWICE', hint: 'remove resolver from [package]' },
  }),
  one('rust-version = "stable"\n', 'rust-version = "1.85"\n', {
    code: 'INVALID_RUST_VERSION',
    hint: 'rust-version = "1.85"',
  }),
  one('rust-version = "1.70"\n', 'rust-version = "1.85"\n', {
    ...{ code: 'RUST_TOO_OLD_FOR_EDITION', hint: 'write rust-version = "1.85"', edition: '2024' },
  }),
  [
    { 'Cargo.toml': '[package]\nname = "a"\npublish = true\n', 'src/lib.rs': EMPTY },
    ...(['PUBLISHED_WITHOUT_VERSION', 'version = "0.1.0"'] as const),
    { 'Cargo.toml': append('version = "0.1.0"\n') },
  ],
  one('links = "z"\n', '', { code: 'LINKS_WITHOUT_BUILD_SCRIPT', hint: 'or remove links' }),
]
