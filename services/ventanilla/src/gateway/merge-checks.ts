import type { CheckReport, HealthReport } from '@ventanilla/runtime'

/** What one replica says of itself, or why it says nothing. */
export type Said = HealthReport & { mute?: string }

const WORSE = { pass: 0, warn: 1, fail: 2 } as const

/**
 * Every check that replicas of a service speak of, once, with the worst that one of them says. Where they don't say
 * the same its detail names who says it: «réplica 2: ECONNREFUSED».
 * @param said by number: the first is replica 1
 */
export function mergeChecks(said: readonly Said[]): CheckReport[] {
  const byName = new Map<string, { replica: number; check: CheckReport }[]>()
  for (const [index, { checks }] of said.entries())
    for (const check of checks)
      byName.set(check.name, [...(byName.get(check.name) ?? []), { replica: index + 1, check }])
  const answering = said.filter(({ mute }) => mute === undefined).length
  return [...byName.values()].flatMap((told) => merged(told, answering))
}

function merged(told: readonly { replica: number; check: CheckReport }[], answering: number): CheckReport[] {
  const [first] = told
  if (first === undefined) return []
  const { name } = first.check
  const agree =
    told.length === answering &&
    told.every(({ check }) => check.status === first.check.status && check.detail === first.check.detail)
  if (agree) return [first.check]
  const worst = told.reduce(
    (most, { check: { status } }) => (WORSE[status] > WORSE[most] ? status : most),
    first.check.status,
  )
  const detail = told
    .filter(({ check }) => check.status === worst && (worst !== 'pass' || check.detail !== undefined))
    .map(({ replica, check }) => `réplica ${replica}${check.detail === undefined ? '' : `: ${check.detail}`}`)
    .join('; ')
  return [{ name, status: worst, ...(detail !== '' && { detail }) }]
}
