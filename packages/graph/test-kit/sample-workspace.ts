import { buildCrateGraph } from '../src/build-crate-graph'
import { findManifests } from '../src/find-manifests'
import { parentDir } from '../src/repository-path'
import { sourceImports } from '../src/source-imports'
import { buildWorkspaceGraph, type WorkspaceGraph } from '../src/workspace-graph'
import { treeOf } from './files-tree'

// A wasm crate, the npm package beside it and an app, of which tests make workspaces.

export const WASM = {
  'crates/chart/Cargo.toml': crate('chart-core', '[dependencies]\nwasm-bindgen = "0.2"'),
  'crates/chart/src/lib.rs': '',
}
export const BESIDE = { ...WASM, 'crates/chart/package.json': npm('@acme/chart', { version: '1.0.0' }) }
export const ROOT = { 'package.json': npm('root', { workspaces: ['crates/*', 'apps/*'] }) }

export function crate(name: string, rest: string): string {
  return `[package]\nname = "${name}"\nversion = "1.0.0"\nedition = "2021"\n[lib]\ncrate-type = ["cdylib"]\n${rest}`
}

export function npm(name: string, fields: Record<string, unknown>): string {
  return JSON.stringify({ name, ...fields })
}

export function app(dependencies: Record<string, string>): Record<string, string> {
  return { 'apps/app/package.json': npm('app', { dependencies }) }
}

/** As `app → chart (wasm)`, by the names of directories. */
export function edgesOf(files: Record<string, string>): string[] {
  return workspaceGraphOf(files).edges.map(({ from, to, kind }) => `${short(from)} → ${short(to)} (${kind})`)
}

export function workspaceGraphOf(files: Record<string, string>): WorkspaceGraph {
  const tree = treeOf(files)
  const manifests = findManifests(tree)
  const graph = buildCrateGraph(tree, manifests.cargo)
  return buildWorkspaceGraph(tree, graph, manifests.npm, {
    importsOf: (manifest) => sourceImports(tree, manifest),
  })
}

function short(manifest: string): string {
  return parentDir(manifest).replace(/^(apps|crates)\//, '') || 'root'
}
