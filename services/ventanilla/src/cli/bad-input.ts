/** What the operator asked for cannot be; `field` is the option or the place in a file, `detail` is Spanish. */
export interface BadInput {
  readonly code: string
  readonly field?: string
  readonly detail: string
}

export function isBadInput(value: unknown): value is BadInput {
  return typeof value === 'object' && value !== null && 'code' in value && 'detail' in value
}

/** One line for people, or `{ error: { code, field, detail } }` for programs. */
export function complaint({ code, field, detail }: BadInput, json: boolean): string {
  return json
    ? `${JSON.stringify({ error: { code, ...(field !== undefined && { field }), detail } })}\n`
    : `Error: ${detail}\n`
}

/** Says on stderr what is wrong and has the process exit with 2, the code of a wrong use. */
export function complain(bad: BadInput, json: boolean): void {
  process.stderr.write(complaint(bad, json))
  process.exitCode = 2
}
