import { checkReplaceable } from './wasm/write-package'
import { checkArtifactDirectory } from './write-artifacts'
import { checkDocumentationDirectory } from './write-documentation'

/** Throws where a task of this kind would refuse to replace what is in its output directory: somebody's work. */
export async function checkOutputDirectory(kind: 'build' | 'doc' | 'wasm', directory: string): Promise<void> {
  switch (kind) {
    case 'build':
      return checkArtifactDirectory(directory)
    case 'doc':
      return checkDocumentationDirectory(directory)
    case 'wasm':
      return checkReplaceable(directory)
  }
}
