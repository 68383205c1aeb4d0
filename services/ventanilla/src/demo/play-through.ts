import type { DrivenTime } from './clock-file.ts'

export interface PlayThrough<Step> {
  clock: DrivenTime
  /** Everything written so far has had its consequences. */
  settled(): Promise<void>
  /** What happens together: business time stands at the last instant of them meanwhile. */
  together(step: Step): string
  /** How many of them may be done at once. */
  width(first: Step): number
  doStep(step: Step): Promise<void>
}

/**
 * Does what each step says, in their order, when business time has come to it. Time advances only when every service
 * has reached it.
 */
export async function playThrough<Step extends { readonly at: string }>(
  steps: readonly Step[],
  { clock, settled, together, width, doStep }: PlayThrough<Step>,
): Promise<void> {
  for (const group of Map.groupBy(steps, together).values()) {
    const [first, last] = [group[0], group.at(-1)]
    if (!first || !last) continue
    await settled()
    if (last.at > clock.now()) await clock.advance(last.at)
    await each(group, width(first), doStep)
  }
  await settled()
}

async function each<T>(items: readonly T[], width: number, work: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values()
  const worker = async () => {
    for (const item of waiting) await work(item)
  }
  await Promise.all(Array.from({ length: width }, worker))
}
