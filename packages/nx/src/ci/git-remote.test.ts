import { treeOf } from '@nx-crane/graph/test-kit/files-tree'
import { expect, test } from 'vitest'
import { hostOf, remoteHead, remoteUrl } from './git-remote'

test.each([
  ['[remote "origin"]\n\turl = git@github.com:acme/app.git\n\tfetch = +a:b\n', 'git@github.com:acme/app.git'],
  ['[remote "a"]\n\turl = one\n[remote "origin"]\n\turl = two\n[branch "x"]\n\turl = no\n', 'two'],
  ['[remote "upstream"]\n\turl = https://gitlab.com/a/b\n', 'https://gitlab.com/a/b'],
  ['[remote "a"]\n\turl = one\n[remote "b"]\n\turl = two\n', null],
  ['[core]\n\tbare = false\n', null],
])('the remote of %j', (config, url) => expect(remoteUrl(treeOf({ '.git/config': config }))).toBe(url))

test.each([
  ['https://github.com/acme/app', 'github.com'],
  ['https://token@GitLab.example.com:8443/acme/app', 'gitlab.example.com'],
  ['ssh://git@github.com:22/acme/app', 'github.com'],
  ['git@gitlab.com:acme/app.git', 'gitlab.com'],
  ['../app', null],
])('the host of %s', (url, host) => expect(hostOf(url)).toBe(host))

test('the main branch is what the remote called so', () => {
  const head = (text: string) => remoteHead(treeOf({ '.git/refs/remotes/origin/HEAD': text }))
  expect(head('ref: refs/remotes/origin/trunk\n')).toBe('trunk')
  expect(head('0123456789\n')).toBeNull()
})
