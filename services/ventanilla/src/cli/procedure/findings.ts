import type { Finding, Inspected } from '@ventanilla/procedures'

/** What was found, with the line it is about and a mark under the place. */
export function printedFindings(inspected: readonly Inspected[]): string {
  return inspected
    .flatMap(({ file, text, findings }) => {
      const lines = text.split(/\r?\n/)
      return findings.map((finding) => printedFinding(file, finding, lines[finding.line - 1]))
    })
    .join('')
}

const severities = { error: 'error', warning: 'aviso' }

function printedFinding(file: string, finding: Finding, written: string | undefined): string {
  const { severity, code, path, line, column, detail } = finding
  const said = `${file}:${line}:${column}: ${severities[severity]}: ${path && `${path}: `}${detail} [${code}]\n`
  if (written === undefined || written.trim() === '') return said
  const number = String(line).padStart(6)
  // A tabulator stays one, so that the mark stands under its place however wide it is shown.
  const indent = written.slice(0, column - 1).replace(/[^\t]/g, ' ')
  return `${said}${number} | ${written}\n${' '.repeat(6)} | ${indent}^\n`
}

export interface Told {
  readonly ok: boolean
  readonly errors: number
  readonly warnings: number
  readonly files: readonly { readonly file: string; readonly findings: readonly Finding[] }[]
}

/** The same for programs. */
export function toldOf(inspected: readonly Inspected[]): Told {
  const all = inspected.flatMap(({ findings }) => findings)
  const errors = all.filter(({ severity }) => severity === 'error').length
  return {
    ...{ ok: errors === 0, errors, warnings: all.length - errors },
    files: inspected.map(({ file, findings }) => ({ file, findings })),
  }
}

export function counted(one: string, many: string, count: number): string {
  return count === 1 ? `un ${one}` : `${count === 0 ? 'ningún' : count} ${count === 0 ? one : many}`
}
