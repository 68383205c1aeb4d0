import { packageOf } from './check-dependencies.ts'
import type { Source } from './source.ts'
import type { Violation } from './violation.ts'
import { type Member, memberOf } from './workspace.ts'

/** For whoever writes an adapter or a decider outside of this workspace: what it must pass. */
const kits = new Set(['./conformance', './testing'])

/** Every way into a package leads somewhere, and somebody takes it. */
export function checkExports(
  member: Member,
  sources: readonly Source[],
  paths: ReadonlySet<string>,
): Violation[] {
  const { dir, manifest } = member
  const say = (detail: string): Violation => ({ path: `${dir}/package.json`, detail })
  return Object.entries(manifest.exports ?? {}).flatMap(([key, target]) => {
    const file = `${dir}/${target.replace(/^\.\//, '')}`
    if (!paths.has(file)) return say(`exports ${key}, and there is no ${file}`)
    const specifier = manifest.name + key.slice(1)
    const taken = sources.some(
      ({ path, imports }) => memberOf(path) !== dir && imports.some((one) => one.specifier === specifier),
    )
    return taken || kits.has(key) ? [] : say(`exports ${key}, which no other package imports`)
  })
}

/** Names that a package's index gives and no other package takes. Told for tidying, not refused. */
export function unusedNames(member: Member, sources: readonly Source[]): string[] {
  const index = sources.find(({ path }) => path === `${member.dir}/src/index.ts`)
  const users = sources.filter(({ path }) => memberOf(path) !== member.dir)
  const taken = new Set(
    users.flatMap(({ imports }) =>
      imports
        .filter((one) => packageOf(one.specifier) === member.manifest.name)
        .flatMap(({ names }) => names),
    ),
  )
  if (taken.has('*')) return []
  return (index?.imports ?? []).flatMap(({ names }) => names).filter((name) => !taken.has(name))
}
