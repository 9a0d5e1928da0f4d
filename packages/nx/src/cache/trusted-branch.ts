/** What is known of the CI job that this is. */
export type PushRefusal = { readonly message: string; readonly hint: string }

/** A variable of a CI → the branch that a job of it is about, and whether somebody from outside may have written what it runs. */
interface CiJob {
  readonly name: string
  /** Null for a tag, and for what is no branch. */
  readonly branch: string | null
  readonly isProposal: boolean
  /** The branch that everything is merged into, where the CI says so. */
  readonly main: string | null
}

const USUAL_BRANCHES = ['main', 'master']

/**
 * Why this job must not fill a cache that others trust; null where it may, and where this is no CI. What a cache holds is used by
 * everyone: a pull request, above all one of a fork, must not decide on it.
 *
 * @param branches those that may; the main branch of the CI, or `main` and `master`, where none is named
 */
export function refusalToPush(env: NodeJS.ProcessEnv, branches: readonly string[]): PushRefusal | null {
  const job = ciJob(env)
  if (job === null) return null
  const hint =
    'push from the main branch after its tests, name another branch with --branch NAME, or insist with --force'
  if (job.isProposal)
    return {
      message: `this is a job of ${job.name} for a pull request, whose builds everyone would use`,
      hint,
    }
  const allowed = branches.length > 0 ? branches : job.main === null ? USUAL_BRANCHES : [job.main]
  if (job.branch !== null && allowed.includes(job.branch)) return null
  const where = job.branch === null ? 'for no branch' : `for the branch ${JSON.stringify(job.branch)}`
  return { message: `this is a job of ${job.name} ${where}, not for ${allowed.join(' or ')}`, hint }
}

function ciJob(env: NodeJS.ProcessEnv): CiJob | null {
  if (env.GITHUB_ACTIONS) return ofGitHub(env)
  if (env.GITLAB_CI) {
    return {
      name: 'GitLab CI',
      branch: env.CI_COMMIT_BRANCH || null,
      isProposal: env.CI_PIPELINE_SOURCE === 'merge_request_event' || Boolean(env.CI_MERGE_REQUEST_IID),
      main: env.CI_DEFAULT_BRANCH || null,
    }
  }
  if (!env.CI || ['false', '0'].includes(env.CI)) return null
  // Of the others there is no common word for it.
  return { name: 'a CI', branch: null, isProposal: false, main: null }
}

function ofGitHub(env: NodeJS.ProcessEnv): CiJob {
  const event = env.GITHUB_EVENT_NAME ?? ''
  return {
    name: 'GitHub Actions',
    branch: /^refs\/heads\/(.+)$/.exec(env.GITHUB_REF ?? '')?.[1] ?? null,
    // `pull_request_target` has the ref of the base, and runs with its secrets what it may have checked out of a fork.
    isProposal: /^pull_request/.test(event) || Boolean(env.GITHUB_HEAD_REF) || event === 'workflow_run',
    main: null,
  }
}
