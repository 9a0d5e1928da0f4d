import type { KeyNodes } from '@nx-crane/keys'
import type { EvaluatedTasks } from '@nx-crane/nix/cli'
import { envInputs } from '../dotenv/env-inputs'
import type { EnvTargetOfKind } from '../dotenv/env-targets'
import { TaskEnvironment } from '../dotenv/task-environment'
import { evaluatedTasksOf } from '../nix/evaluated-tasks'
import { UnseenFiles } from '../nix/unseen-files'
import type { Builders } from './builders'
import { cargoKeyParts } from './cargo-key-parts'
import type { KeyOptions } from './key-options'
import { faultyPart, joinParts, type KeyPart } from './key-part'
import { nixKeyPart } from './nix-key-part'
import { kindsForNix, type PlannedKeys, planKeys } from './planned-keys'

/** For whom keys are computed. */
export interface KeyPlace {
  /** Absolute path of the Nx workspace. */
  readonly root: string
  /** That of this machine where undefined. */
  readonly system: string | undefined
  /** Of all crates of the workspace, those of the tasks or more. */
  readonly manifests: readonly string[]
  readonly env: NodeJS.ProcessEnv
  /** The targets of crates for which `.env` files may lie about, by manifest. */
  readonly envTargets: ReadonlyMap<string, readonly EnvTargetOfKind[]>
  /** Told what the keys are made from. */
  readonly nodes: KeyNodes
  readonly signal: AbortSignal | undefined
  readonly print: (line: string) => void
}

/** All keys of each of these crates, in their order: by one evaluation for those that Nix builds, and one look at the others. */
export async function keyParts(
  crates: readonly KeyOptions[],
  builders: Builders,
  place: KeyPlace,
): Promise<KeyPart[]> {
  const kinds = crates.map((options) => kindsForNix(options, builders))
  const isForNix = kinds.some((own) => own.length > 0)
  const evaluation = isForNix ? await evaluate(crates, place) : NOTHING
  const planned = crates.map((options, index) =>
    planKeys(options, kinds[index] ?? [], evaluation.tasks.paths),
  )
  const cargoParts = partsForCargo(planned, place)
  return planned.map((plan) => {
    const { options, nix } = plan
    const cargoPart = cargoParts.get(plan)
    const nixPart = () =>
      evaluation.error === null
        ? nixKeyPart(evaluation.tasks, options.manifest, nix)
        : faultyPart(evaluation.error)
    return joinParts([...(nix.length > 0 ? [nixPart()] : []), ...(cargoPart ? [cargoPart] : [])])
  })
}

interface Evaluation {
  readonly tasks: Pick<EvaluatedTasks, 'paths' | 'errors'>
  readonly error: unknown
}

const NOTHING: Evaluation = { tasks: { paths: {}, errors: {} }, error: null }

async function evaluate(crates: readonly KeyOptions[], place: KeyPlace): Promise<Evaluation> {
  const { root, system, env, signal, print } = place
  const unseen = new UnseenFiles(root, { env, print, tracks: crates.some(({ trackFiles }) => trackFiles) })
  try {
    const onEvaluated = (files: readonly string[]) => unseen.report(files)
    return { tasks: await evaluatedTasksOf(root, { system, env, signal, onEvaluated }), error: null }
  } catch (error) {
    return { ...NOTHING, error }
  }
}

function partsForCargo(planned: readonly PlannedKeys[], place: KeyPlace): Map<PlannedKeys, KeyPart> {
  const own = planned.filter(({ cargo }) => cargo === undefined || cargo.length > 0)
  const environments = new TaskEnvironment(place.root, place.env)
  const requests = own.map(({ options, cargo }) => ({
    options,
    ...(cargo === undefined ? {} : { kinds: cargo }),
    environment: envInputs(place.envTargets.get(options.manifest) ?? [], environments),
  }))
  const parts = cargoKeyParts(requests, place)
  return new Map(
    own.flatMap((plan, index): [PlannedKeys, KeyPart][] => {
      const part = parts[index]
      return part ? [[plan, part]] : []
    }),
  )
}
