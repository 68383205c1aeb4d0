/** What a rule found, and where. */
export interface Violation {
  readonly path: string
  readonly line?: number
  readonly detail: string
}

/** 'packages/bus/src/bus.ts:3 imports pg', as an editor can open it. */
export function told(violations: readonly Violation[]): string[] {
  return violations
    .map(({ path, line, detail }) => `${path}${line === undefined ? '' : `:${line}`} ${detail}`)
    .sort()
}

/** Lines are counted from 1. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}
