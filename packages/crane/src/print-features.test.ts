import type { ResolvedWorkspace } from '@nx-crane/graph'
import { expect, test } from 'vitest'
import { printFeatures } from './print-features'

test('what cargo says of features is written, by package and by the systems that have it so', () => {
  const resolved = new Map([['', workspaceWith(['cfg(windows)', 'cfg(target_os = "macos")'])]])
  expect(
    printFeatures(resolved),
  ).toBe(`# Written by \`nx-crane flake\`: what Cargo compiles when it builds all crates of a workspace.
{
  "" = [
    {
      packages = {
        "app 0.1.0" = {
          target = [ ];
        };
      };
      systems = [
        "aarch64-darwin"
        "aarch64-linux"
        "x86_64-darwin"
        "x86_64-linux"
      ];
    }
    {
      packages = {
        "macos 1.0.0" = {
          target = [ ];
        };
      };
      systems = [
        "aarch64-darwin"
        "x86_64-darwin"
      ];
    }
  ];
}
`)
})

/** A crate `app` with a dependency for each platform, which is called like the platform's last word. */
function workspaceWith(platforms: readonly string[]): ResolvedWorkspace {
  const nameOf = (platform: string) => platform.match(/[a-z]+(?="?\)*$)/)?.[0] ?? platform
  const on = (target: string) => ({
    ...{ name: nameOf(target), rename: null, req: '*', kind: null, target, optional: false },
    ...{ uses_default_features: true, features: [] },
  })
  const source = 'registry+https://github.com/rust-lang/crates.io-index'
  const library = { dependencies: [], features: {}, targets: [{ kind: ['lib'] }] }
  return {
    packages: [
      { ...library, id: 'app', name: 'app', version: '0.1.0', source: null, dependencies: platforms.map(on) },
      ...platforms.map((platform) => ({
        ...{ ...library, id: platform, name: nameOf(platform), version: '1.0.0', source },
      })),
    ],
    workspace_members: ['app'],
    resolve: {
      nodes: [
        {
          id: 'app',
          deps: platforms.map((platform) => ({
            ...{ name: nameOf(platform), pkg: platform, dep_kinds: [{ kind: null, target: platform }] },
          })),
        },
      ],
    },
  }
}
