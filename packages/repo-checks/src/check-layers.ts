import { posix } from 'node:path'
import { roomOf, rooms } from './rooms.ts'
import type { Import, Source } from './source.ts'
import type { Violation } from './violation.ts'
import { memberOf } from './workspace.ts'

/**
 * Where the paths of a file's imports lead. What a file may import by a package's name is for the linter
 * (`biome.json`), which sees names and not where a path ends.
 */
export function checkLayers({ path, imports }: Source): Violation[] {
  return imports.flatMap((one) => {
    const detail = one.specifier.startsWith('.') ? wrongPath(path, one) : wrongName(path, one)
    return detail === undefined ? [] : [{ path, line: one.line, detail }]
  })
}

function wrongPath(path: string, { specifier }: Import): string | undefined {
  const target = posix.join(posix.dirname(path), specifier)
  const member = memberOf(path)
  if (memberOf(target) !== member) return `reaches into ${target} by its path: import the package by its name`
  if (path.startsWith(`${member}/src/`) && !target.startsWith(`${member}/src/`) && target.endsWith('.ts'))
    return `imports ${target}: what ships imports only what ships`
  const from = roomOf(path)
  const to = roomOf(target)
  if (from === undefined || to === undefined || from === to) return undefined
  if (to === 'adapters' && from !== 'compose.ts') return `imports ${target}: only compose.ts knows adapters`
  const [own, other] = [rooms[from], rooms[to]]
  // An unknown room is told by the check of rooms.
  if (own === undefined || other === undefined || other.layer <= own.layer) return undefined
  return `imports ${target}: ${from} stands below ${to}`
}

/** A domain may speak of public events, and not run their schemas. */
function wrongName(path: string, { specifier, typeOnly }: Import): string | undefined {
  if (roomOf(path) !== 'domain' || typeOnly || specifier !== '@ventanilla/contracts') return undefined
  return `imports ${specifier}: a domain takes its types alone`
}
