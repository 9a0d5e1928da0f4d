import { expect, test } from 'vitest'
import { refusalToPush } from './trusted-branch'

const github = (ref: string, event: string, more = {}) => ({
  CI: 'true',
  GITHUB_ACTIONS: 'true',
  GITHUB_REF: ref,
  GITHUB_EVENT_NAME: event,
  ...more,
})
const gitlab = (more: Record<string, string>) => ({
  CI: 'true',
  GITLAB_CI: 'true',
  CI_DEFAULT_BRANCH: 'trunk',
  ...more,
})

test.each([
  ['a laptop', {}, []],
  ['a laptop that says so', { CI: 'false' }, []],
  ['main', github('refs/heads/main', 'push'), []],
  ['main, by a schedule', github('refs/heads/main', 'schedule'), []],
  ['a branch that was named', github('refs/heads/release/1', 'push'), ['release/1']],
  ['main, by hand', github('refs/heads/main', 'workflow_dispatch'), []],
  ['the main branch of GitLab', gitlab({ CI_COMMIT_BRANCH: 'trunk' }), []],
] as const)('%s may push', (_, env, branches) => {
  expect(refusalToPush(env, branches)).toBeNull()
})

test.each([
  ['a pull request', github('refs/pull/7/merge', 'pull_request'), [], /pull request/],
  [
    'a pull request that runs as main',
    github('refs/heads/main', 'pull_request_target'),
    ['main'],
    /pull request/,
  ],
  ['what runs after one', github('refs/heads/main', 'workflow_run'), [], /pull request/],
  ['a comment, which runs as main', github('refs/heads/main', 'issue_comment'), ['main'], /pull request/],
  [
    'an event that nobody names',
    { ...github('refs/heads/main', ''), GITHUB_EVENT_NAME: undefined },
    [],
    /pull request/,
  ],
  ['another branch', github('refs/heads/idea', 'push'), [], /"idea", not for main or master/],
  ['main, where another is named', github('refs/heads/main', 'push'), ['trunk'], /not for trunk/],
  ['a tag', github('refs/tags/main', 'push'), [], /no branch/],
  ['a merge request', gitlab({ CI_PIPELINE_SOURCE: 'merge_request_event' }), [], /pull request/],
  [
    'a pull request of GitHub that GitLab builds',
    gitlab({ CI_PIPELINE_SOURCE: 'external_pull_request_event', CI_COMMIT_BRANCH: 'trunk' }),
    [],
    /pull request/,
  ],
  ['main, which is not the main branch', gitlab({ CI_COMMIT_BRANCH: 'main' }), [], /not for trunk/],
  ['a CI that says nothing of branches', { CI: '1' }, [], /a CI for no branch/],
  ['Jenkins', { JENKINS_URL: 'https://ci.example.org/' }, ['main'], /a CI for no branch/],
  ['Azure', { TF_BUILD: 'True' }, [], /a CI for no branch/],
] as const)('%s may not', (_, env, branches, message) => {
  expect(refusalToPush(env, branches)?.message).toMatch(message)
})
