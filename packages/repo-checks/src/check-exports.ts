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
