export { type PrunedWorkspace, type PruneOptions, pruneWorkspace, workspacePruner } from './prune-workspace'
export { type RootManifestRewriter, rewriteRootManifest, type WorkspacePart } from './rewrite-root-manifest'
export { lockOf } from './workspace-sources'
