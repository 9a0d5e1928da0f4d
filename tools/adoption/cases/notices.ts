import type { AdoptionCase } from '../adoption-case'
import { cargoWorkspace, LIBRARY, library, npmPackage, npmWorkspace, plainRoot } from './manifests'

// What is said is said once, can be satisfied by what it advises, and can be switched off.

const stranger = {
  ...plainRoot(),
  ...cargoWorkspace('crates/*'),
  ...library('crates/core', 'core-lib'),
  ...library('fx/bar', 'bar-lib'),
}
const strangers = {
  projects: { 'crates/core': 'core-lib', 'fx/bar': 'bar' },
  added: { 'crates/core': LIBRARY },
}

const defaults = {
  targetDefaults: { build: { dependsOn: ['^build'], cache: true, inputs: ['default', '^default'] } },
}

export const notices: readonly AdoptionCase[] = [
  {
    name: 'said-once-until-something-changes',
    files: stranger,
    ...strangers,
    said: [/fx\/bar\/Cargo\.toml/],
    alsoOnNx24: true,
    steps: [
      { title: 'the next command', said: [] },
      {
        title: 'a command after another fault',
        write: { 'crates/broken/Cargo.toml': '[package]\nname = \n' },
        said: [/crates\/broken\/Cargo\.toml/],
      },
      { title: 'and the next', said: [] },
    ],
  },
  {
    name: 'satisfied-by-what-it-advises',
    files: stranger,
    ...strangers,
    said: [/add "fx\/bar" to workspace\.members/],
    steps: [
      {
        title: 'its advice is followed',
        write: { 'Cargo.toml': '[workspace]\nresolver = "2"\nmembers = ["crates/*", "fx/bar"]\n' },
        said: [],
      },
    ],
  },
  {
    name: 'notices-switched-off',
    files: stranger,
    ...strangers,
    options: { notices: false },
    said: [],
    alsoOnNx24: true,
  },
  {
    name: 'target-defaults-are-pointed-out-once',
    files: { ...npmWorkspace([], {}, defaults), ...library('crates/core', 'core-lib') },
    projects: { 'crates/core': 'core-lib' },
    added: { 'crates/core': LIBRARY },
    said: [/targetDefaults "build".*nx-crane:init/],
    steps: [{ title: 'the next command', said: [] }],
  },
  {
    name: 'scripts-beside-a-crate-are-no-notice',
    files: {
      ...npmWorkspace(['crates/*']),
      ...library('crates/core', 'core-lib'),
      ...npmPackage('crates/core', { name: 'core', scripts: { doc: 'node -e 0' } }),
    },
    add: 'init',
    projects: { 'crates/core': 'core' },
    added: { 'crates/core': LIBRARY.map((name) => (name === 'doc' ? 'cargo-doc' : name)) },
    said: [],
  },
  {
    name: 'nx-22',
    onlyNx: '22',
    files: {
      ...npmWorkspace(['packages/*']),
      ...npmPackage('packages/web', { name: 'web', scripts: { build: 'node -e 0' } }),
      ...library('crates/core', 'core-lib'),
    },
    projects: { 'packages/web': 'web' },
    added: {},
    said: [/Nx 22.*nx migrate/],
    commands: [['run', 'web:build']],
    refusal: /22\.7\.12.*nx migrate 23/s,
  },
]
