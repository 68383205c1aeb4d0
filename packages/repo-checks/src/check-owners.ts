import { packageOf } from './check-dependencies.ts'
import type { Source } from './source.ts'
import type { Violation } from './violation.ts'

/** What is behind a port, and the one folder (with its package's tests) that may name it. */
const owners: Readonly<Record<string, { src: string; test: string }>> = {
  ioredis: { src: 'packages/redis/src/redis/', test: 'packages/redis/test/' },
}

/** A client that everybody names can't be replaced. */
export function checkOwners({ path, imports }: Source): Violation[] {
  return imports.flatMap(({ specifier, line }) => {
    const name = packageOf(specifier)
    const owner = Object.hasOwn(owners, name) ? owners[name] : undefined
    if (!owner || path.startsWith(owner.src) || path.startsWith(owner.test)) return []
    return { path, line, detail: `imports ${name}: only ${owner.src} knows it` }
  })
}
