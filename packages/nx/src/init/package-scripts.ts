import type { Options, TargetKind } from '../infer/options'
import { editJson, objectAt, parseJson } from './edit-json'
import { type InitPlan, planFile } from './init-plan'

const RUST_COMMAND =
  /^(npx |pnpm (exec )?|yarn )?(wasm-pack build|wasm-bindgen|wasm-opt|cargo (build|check|test|nextest|clippy|fmt|doc|bench|run)|rustfmt)( |$)/
const PREPARATION = /^(npx )?(rm|rimraf|mkdir|cd) /

/**
 * Nx makes a target of every script, and a script wins over an inferred target of its name. Where a package.json beside a
 * Cargo.toml has such a script and our target does its work, the script is left out of `nx.includedScripts`; it still runs
 * with `npm run`. Other scripts of these names are only pointed out.
 */
export function planPackageScripts(path: string, text: string, options: Options): InitPlan {
  const manifest = parseJson(text, path)
  const scripts = objectAt(manifest, 'scripts')
  const listed = objectAt(manifest, 'nx').includedScripts
  const included = Array.isArray(listed) ? listed.map(String) : Object.keys(scripts)
  const rivals = included.filter((script) => kindNamed(script, options) !== undefined && script in scripts)
  const mended = rivals.filter((script) => isReplaced(String(scripts[script])))
  const notes = rivals.map((script) =>
    mended.includes(script)
      ? `${path}: the script "${script}" is no longer an Nx target, so that the crate's is (nx.includedScripts)`
      : `${path}: the script "${script}" stays in place of the crate's target; rename one of them to have both`,
  )
  if (mended.length === 0) return { files: [], notes }
  const remaining = included.filter((script) => !mended.includes(script))
  return planFile(path, text, editJson(text, ['nx', 'includedScripts'], remaining), notes)
}

/** A script that calls Nx would, as a target, call itself; one that does more than build Rust is its author's affair. */
function isReplaced(command: string): boolean {
  const steps = command.split(/&&|;/).map((step) =>
    step
      .trim()
      .replace(/\s+/g, ' ')
      .replace(/^(\w+=\S* )+/, ''),
  )
  if (steps.some((step) => /^(npx |pnpm (exec )?|yarn )?nx /.test(step))) return true
  const rust = steps.filter((step) => RUST_COMMAND.test(step))
  return rust.length > 0 && steps.every((step) => rust.includes(step) || PREPARATION.test(step))
}

function kindNamed(script: string, options: Options): TargetKind | undefined {
  return (Object.keys(options.targets) as TargetKind[]).find((kind) => {
    const target = options.targets[kind]
    return target !== false && target.name === script
  })
}
