import type { Outcome } from '../domain/case.ts'
import type { Asked, ChangeDeps, Changed } from './asked.ts'
import { changeCase } from './change-case.ts'

export interface ClassifyAsked {
  theme?: string
  product?: string
  outcome?: Outcome
}

export function classifyCase(deps: ChangeDeps, asked: Asked, about: ClassifyAsked): Promise<Changed> {
  const at = deps.clock.now()
  return changeCase(deps, asked, (_, rules) => ({
    command: { type: 'Classify', ...about, ...rules },
    at,
    texts: [],
  }))
}
