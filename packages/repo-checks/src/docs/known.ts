import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Violation } from '../violation.ts'
import { read, root, textFiles } from '../workspace.ts'
import { allowedCommands, type Maker, otherTargets } from './allowed-commands.ts'
import type { Known } from './check-commands.ts'
import { madeBy, readMakefile } from './makefile.ts'
import { startable } from './startable.ts'
import { walkthroughs } from './walkthroughs.ts'

const ci = '.ci/run'

/** What the project itself knows: its Makefile, what CI makes of it, and the variables that its code reads. */
export function known(): Known {
  const makefile = readMakefile(read('Makefile'))
  const made = new Set([...madeBy(read(ci), makefile), ...otherTargets.keys()])
  const code = textFiles().filter((path) => /\/src\/.*\.ts$|(^|\/)(Makefile|docker-compose\.yml)$/.test(path))
  const variables = new Set(code.flatMap((path) => read(path).match(/\b[A-Z][A-Z0-9_]{2,}\b/g) ?? []))
  const started = new Set(startable())
  return { makefile, made, allowed: allowedCommands, variables, started, walked: walkthroughs }
}

/** A maker that isn't there, makes nothing, or does what CI does anyway. */
export function checkMakers(makers: ReadonlyMap<string, Maker> = otherTargets): Violation[] {
  const makefile = readMakefile(read('Makefile'))
  const byCi = madeBy(read(ci), makefile)
  return [...makers].flatMap(([target, maker]) => {
    const say = (detail: string): Violation[] => [{ path: 'Makefile', detail: `${target}: ${detail}` }]
    if (!makefile.targets.has(target)) return say('is no target')
    if (byCi.has(target)) return say('is made by CI: it needs no other maker')
    if ('because' in maker) return []
    if (!existsSync(join(root, maker.test))) return say(`is to be made by ${maker.test}, which isn't there`)
    return read(maker.test).includes(maker.says) ? [] : say(`is not made by ${maker.test}`)
  })
}
