import { expect, it } from 'vitest'
import { guarding } from '../src/guards.ts'
import type { Check, Fatal } from '../src/index.ts'

const fatal = Object.assign(new Error('the schema is newer'), { exitCode: 2 })

it('tells once of what no waiting mends, and of nothing else', async () => {
  const told: Fatal[] = []
  const answers: unknown[] = [undefined, new Error('away'), fatal, fatal]
  const guard = async () => {
    const answer = answers.shift()
    if (answer) throw answer
  }
  const checks: Check[] = [
    { name: 'unguarded', probe: () => true },
    { name: 'guarded', probe: () => true, guard },
  ]
  const step = guarding(checks, (error) => told.push(error))
  const seen: number[] = []
  for (let i = 0; i < 4; i++) {
    expect(await step()).toBe(false)
    seen.push(told.length)
  }
  expect(seen).toEqual([0, 0, 1, 1])
  expect(told).toEqual([fatal])
})
