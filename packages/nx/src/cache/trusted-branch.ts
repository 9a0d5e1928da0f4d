/** Why this job must not push, and what to do. */
export interface PushRefusal {
  readonly message: string
  readonly hint: string
}

/** What is known of the CI job that this is. */
interface CiJob {
  readonly name: string
  /** Null for a tag, and for what is no branch. */
  readonly branch: string | null
  /** What it was started by, if somebody from outside may have written what it runs; else null. */
  readonly proposal: string | null
  /** The branch that everything is merged into, where the CI says so. */
  readonly main: string | null
}

const USUAL_BRANCHES = ['main', 'master']

/**
 * Why this job must not fill a cache that others trust; null where it may, and where this is no CI. What a cache holds is used by
 * everyone: a pull request, above all one of a fork, must not decide on it. It guards against mistakes: whoever can set variables, or
 * has the key, can push. So jobs of pull requests must not be given the key.
 *
 * @param branches those that may; the main branch of the CI, or `main` and `master`, where none is named
 */
export function refusalToPush(env: NodeJS.ProcessEnv, branches: readonly string[]): PushRefusal | null {
  const job = ciJob(env)
  if (job === null) return null
  const { name, branch, proposal, main } = job
  const another = branch === null || proposal !== null ? '' : 'name another branch with --branch NAME, '
  const hint = `push from the main branch after its tests, ${another}or insist with --force`
  if (proposal !== null)
    return {
      message: `this is a job of ${name} that may be for a pull request (${proposal}), whose builds everyone would use`,
      hint,
    }
  const allowed = branches.length > 0 ? branches : main === null ? USUAL_BRANCHES : [main]
  if (branch !== null && allowed.includes(branch)) return null
  const where = branch === null ? 'for no branch' : `for the branch ${JSON.stringify(branch)}`
  return { message: `this is a job of ${name} ${where}, not for ${allowed.join(' or ')}`, hint }
}

function ciJob(env: NodeJS.ProcessEnv): CiJob | null {
  if (env.GITHUB_ACTIONS) return ofGitHub(env)
  if (env.GITLAB_CI) return ofGitLab(env)
  // Of the others there is no common word for the branch.
  if (OTHER_CIS.some((variable) => env[variable] && !['false', '0'].includes(env[variable])))
    return { name: 'a CI', branch: null, proposal: null, main: null }
  return null
}

/** Those of Azure, Jenkins, TeamCity and AWS CodeBuild, which do not set `CI`. */
const OTHER_CIS = ['CI', 'TF_BUILD', 'JENKINS_URL', 'TEAMCITY_VERSION', 'CODEBUILD_BUILD_ID']

/**
 * Only these run what is in the branch. `pull_request_target`, `workflow_run`, `issue_comment` and more have the main branch as their ref,
 * and run with its secrets what they may have checked out of a fork.
 */
const GITHUB_EVENTS = ['push', 'schedule', 'workflow_dispatch', 'repository_dispatch']

function ofGitHub(env: NodeJS.ProcessEnv): CiJob {
  const event = env.GITHUB_EVENT_NAME || 'an event without a name'
  return {
    name: 'GitHub Actions',
    branch: /^refs\/heads\/(.+)$/.exec(env.GITHUB_REF ?? '')?.[1] ?? null,
    proposal: GITHUB_EVENTS.includes(event) && !env.GITHUB_HEAD_REF ? null : event,
    main: null,
  }
}

function ofGitLab(env: NodeJS.ProcessEnv): CiJob {
  const source = env.CI_PIPELINE_SOURCE || 'an event without a name'
  const isProposal =
    /^(?:merge_request|external_pull_request)_event$/.test(source) ||
    Boolean(env.CI_MERGE_REQUEST_IID || env.CI_EXTERNAL_PULL_REQUEST_IID)
  return {
    name: 'GitLab CI',
    branch: env.CI_COMMIT_BRANCH || null,
    proposal: isProposal ? source : null,
    main: env.CI_DEFAULT_BRANCH || null,
  }
}
