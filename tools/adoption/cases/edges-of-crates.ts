import type { AdoptionCase } from '../adoption-case'
import { cargoToml, cargoWorkspace, json, LIBRARY, library, npmWorkspace, plainRoot } from './manifests'

// Which crates a crate is made from, as Cargo sees it; Nx must see the same, and never that of the last command.

const two = { 'crates/app': 'app', 'crates/util': 'util' }
const twoAdded = { 'crates/app': LIBRARY, 'crates/util': LIBRARY }

export const edgesOfCrates: readonly AdoptionCase[] = [
  {
    name: 'dependency-that-becomes-a-path-through-the-root',
    files: {
      ...plainRoot(),
      'Cargo.toml':
        '[workspace]\nresolver = "2"\nmembers = ["crates/*"]\n\n[workspace.dependencies]\nutil = "1"\n',
      ...library('crates/app', 'app', '[dependencies]\nutil.workspace = true\n'),
      ...library('crates/util', 'util'),
    },
    projects: two,
    added: twoAdded,
    edges: [],
    alsoOnNx24: true,
    steps: [
      {
        title: 'the root manifest names a path',
        write: {
          'Cargo.toml':
            '[workspace]\nresolver = "2"\nmembers = ["crates/*"]\n\n[workspace.dependencies]\nutil = { path = "crates/util" }\n',
        },
        edges: ['app → util'],
      },
      {
        title: 'and no longer',
        write: {
          'Cargo.toml':
            '[workspace]\nresolver = "2"\nmembers = ["crates/*"]\n\n[workspace.dependencies]\nutil = "1"\n',
        },
        edges: [],
      },
    ],
  },
  {
    name: 'dependency-that-is-patched-by-the-root',
    files: {
      ...plainRoot(),
      ...cargoWorkspace('crates/*'),
      ...library('crates/app', 'app', '[dependencies]\nutil = "0.1"\n'),
      ...library('crates/util', 'util'),
    },
    projects: two,
    added: twoAdded,
    edges: [],
    steps: [
      {
        title: 'the root patches it',
        write: {
          'Cargo.toml':
            '[workspace]\nresolver = "2"\nmembers = ["crates/*"]\n\n[patch.crates-io]\nutil = { path = "crates/util" }\n',
        },
        edges: ['app → util'],
      },
    ],
  },
  {
    name: 'crate-renamed-by-an-npm-package-that-takes-its-name',
    files: {
      ...npmWorkspace(['packages/*']),
      ...cargoWorkspace('crates/*'),
      ...library('crates/app', 'app', '[dependencies]\nutil = { path = "../util" }\n'),
      ...library('crates/util', 'util'),
    },
    projects: two,
    added: twoAdded,
    edges: ['app → util'],
    steps: [
      {
        title: 'an npm package is named util',
        write: { 'packages/util/package.json': json({ name: 'util', version: '1.0.0' }) },
        edges: ['app → util-crates-util'],
      },
    ],
  },
  {
    name: 'requirement-with-a-star-after-an-operator',
    files: {
      ...plainRoot(),
      'Cargo.toml':
        '[workspace]\nresolver = "2"\nmembers = ["crates/*"]\n\n[patch.crates-io]\nutil = { path = "crates/util" }\n',
      ...library('crates/app', 'app', '[dependencies]\nutil = ">=1.*"\n'),
      'crates/util/Cargo.toml': cargoToml('util').replace('0.1.0', '1.2.0'),
      'crates/util/src/lib.rs': '',
    },
    projects: two,
    added: twoAdded,
    edges: ['app → util'],
  },
]
