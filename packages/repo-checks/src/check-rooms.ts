import { isService, roomOf, rooms } from './rooms.ts'
import type { Violation } from './violation.ts'

/** Every service has the rooms that the others have, and no room that nobody knows. */
export function checkRooms(service: string, paths: readonly string[]): Violation[] {
  if (!isService(service)) return []
  const own = paths.filter((path) => path.startsWith(`${service}/`))
  const found = new Set(own.flatMap((path) => roomOf(path) ?? []))
  const say = (detail: string): Violation => ({ path: service, detail })
  const missing = Object.keys(rooms).filter((room) => rooms[room]?.required && !found.has(room))
  const unknown = [...found].filter((room) => !Object.hasOwn(rooms, room))
  return [
    ...missing.map((room) => say(`has no src/${room === 'http' ? 'http.ts, nor a folder http' : room}`)),
    ...unknown.map((room) => say(`src/${room} is no room of a service`)),
    ...(['commands', 'reactions', 'queries'].some((room) => found.has(room))
      ? []
      : [say('has neither commands, nor reactions, nor queries')]),
    ...(own.some((path) => path.endsWith('.int.test.ts')) ? [] : [say('has no test/*.int.test.ts')]),
  ]
}
