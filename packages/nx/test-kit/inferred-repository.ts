import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { NxJsonConfiguration, ProjectConfiguration } from '@nx/devkit'
import { afterEach, beforeEach } from 'vitest'
import { inferNodes } from '../src/infer/nodes'

export type Files = Readonly<Record<string, string>>
/** What the plugin says of each project, by its directory. */
export type Projects = Record<string, Partial<ProjectConfiguration>>

interface Inference {
  readonly options?: unknown
  readonly nxJson?: NxJsonConfiguration
}

/** A repository that is made anew for each test of the file that asks for it, and what is said of it on stderr. */
export class InferredRepository {
  readonly notices: string[] = []
  root = ''

  constructor() {
    const write = process.stderr.write.bind(process.stderr)
    beforeEach(() => {
      this.root = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-infer-')))
      this.notices.length = 0
      process.stderr.write = ((text: string) => this.notices.push(text) > 0) as typeof process.stderr.write
    })
    afterEach(() => {
      process.stderr.write = write
      rmSync(this.root, { recursive: true, force: true })
    })
  }

  /** Of the repository with these files and those of before; the plugin is given the names of these. */
  async infer(files: Files, { options = {}, nxJson = {} }: Inference = {}): Promise<Projects> {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.root, path)), { recursive: true })
      writeFileSync(join(this.root, path), text)
    }
    const results = await inferNodes(Object.keys(files), options, {
      workspaceRoot: this.root,
      nxJsonConfiguration: nxJson,
    })
    const projects: Projects = {}
    for (const [dir, project] of results.flatMap(([, result]) => Object.entries(result.projects ?? {}))) {
      const targets = { ...projects[dir]?.targets, ...project.targets }
      projects[dir] = { ...projects[dir], ...project, targets }
    }
    return projects
  }
}
