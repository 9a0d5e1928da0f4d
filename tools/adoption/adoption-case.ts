/** Texts by their paths, relative to the root of a repository. */
export type Files = Readonly<Record<string, string>>

/** A small repository with Nx, as somebody has it; the plugin is added, and nothing that worked may stop working. */
export interface AdoptionCase {
  /** The case in a few words, joined by hyphens. */
  readonly name: string
  readonly files: Files
  /** Nx's own plugins that are installed, of {@link NX_PLUGINS}. There are none of them for Nx 24. */
  readonly plugins?: readonly NxPlugin[]
  /** Packages that nothing in the repository can resolve, though a complete installation would have them. */
  readonly withoutPackages?: readonly string[]
  /** Files of further packages, below node_modules: stand-ins for what is too heavy to install. */
  readonly installed?: Files
  /** Directories of the repository by the names under which they are linked into node_modules. */
  readonly links?: Files
  /** How the plugin is added: to nx.json, as the last or the first plugin, or by `nx-crane init`. */
  readonly add?: 'last' | 'first' | 'init'
  /** Options of the plugin in nx.json. */
  readonly options?: object
  /** The only version of Nx that the case is about; 23, and 24 where the case has none of Nx's plugins, when absent. */
  readonly onlyNx?: '22'
  /** What `nx-crane init` says when it refuses to do anything in the repository; it changes no file then. */
  readonly refusal?: RegExp
  /** Whether it is worth its time on Nx 24 whenever all cases are run; else only with `--all`. */
  readonly alsoOnNx24?: boolean
  /** After the plugin was added: the name of each project by its directory, `.` for the root. No other is there. */
  readonly projects: Readonly<Record<string, string | RegExp>>
  /**
   * The targets that each project has with the plugin and did not have without it, by directory: the name alone where the
   * executor is one of ours, else `name (executor)`. A project that is left out has the same targets as before.
   */
  readonly added: Readonly<Record<string, readonly string[]>>
  /** Who depends on whom, `a → b` by the names of projects, when the plugin is there. */
  readonly edges?: readonly string[]
  /** Edges that are left out of the comparison in either direction: what cannot be told from one file. */
  readonly edgesMayHold?: readonly string[]
  /** Targets (`project:target`) to whose inputs and order the plugin adds something: they reach a crate. */
  readonly wired?: readonly string[]
  /** Targets (`project:target`) that `init` takes out of Nx, and why that is right stands beside it. */
  readonly takenOut?: readonly string[]
  /** Commands of Nx that work without the plugin, and so must with it. */
  readonly commands?: readonly (readonly string[])[]
  /** What the plugin says on stderr, a line each; nothing else. */
  readonly said?: readonly RegExp[]
  /** What is done afterwards, in order. */
  readonly steps?: readonly Step[]
}

/** An edit, or none, and then what a command of Nx must come to. */
export interface Step {
  readonly title: string
  readonly write?: Files
  readonly remove?: readonly string[]
  /** Runs these tasks; key tasks are left out of what they came to. */
  readonly run?: readonly string[]
  readonly executed?: readonly string[]
  readonly hits?: readonly string[]
  readonly failed?: readonly string[]
  /** Files after that, with what they contain. */
  readonly contents?: Files
  /** All edges, as in {@link AdoptionCase.edges}. */
  readonly edges?: readonly string[]
  /** What the plugin says while the graph is made again. */
  readonly said?: readonly RegExp[]
}

export const NX_PLUGINS = ['@nx/js', '@nx/vite', '@nx/vitest', '@nx/eslint', '@nx/jest'] as const
export type NxPlugin = (typeof NX_PLUGINS)[number]
