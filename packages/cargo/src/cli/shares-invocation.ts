import type { CargoPackages } from './cargo-metadata'
import type { GroupMember } from './crate-group'

/** Whether cargo may serve `member` together with `others` without one's files or features changing the other's. */
export function sharesInvocation(
  others: readonly GroupMember[],
  member: GroupMember,
  _packages: CargoPackages,
): boolean {
  if (others.some((other) => other.package.id === member.package.id)) return false
  const names = new Set(others.flatMap(fileNames))
  return !fileNames(member).some((name) => names.has(name))
}

/** Binaries and libraries of all crates land in one directory, where the later of two namesakes wins. */
function fileNames({ package: { targets } }: GroupMember): string[] {
  return targets.flatMap(({ name, kind }) => {
    if (kind.includes('bin')) return [`bin ${name}`]
    return kind.some((each) => ['cdylib', 'dylib', 'staticlib'].includes(each))
      ? [`lib ${name.replaceAll('-', '_')}`]
      : []
  })
}
