import type { Check } from '../health.ts'
import type { Service } from '../service.ts'

/** Shows how many cases wait. Work may be sent here all the same: the others go on. */
export function parkedChecks({ name, parked }: Pick<Service, 'name' | 'parked'>): Check[] {
  if (!parked) return []
  const probe = async () => {
    const counts = await parked.counts()
    const cases = counts.reduce((sum, count) => sum + count.cases, 0)
    return cases === 0 || `${cases}`
  }
  return [{ name: `${name} parked cases`, probe, optional: true }]
}
