import { readFile } from 'node:fs/promises'
import type { BadInput } from './bad-input.ts'

/** The list of facts that a JSON file holds, or what is wrong with it. */
export async function factsIn(path: string): Promise<readonly unknown[] | BadInput> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) {
    return { code: 'facts-unreadable', field: 'facts', detail: `no se pudo leer el archivo ${path}` }
  }
  if (text.includes('\uFFFD')) {
    const detail = `${path} trae letras que no se pueden leer; el archivo se guarda en UTF-8`
    return { code: 'facts-invalid', field: 'facts', detail }
  }
  try {
    const facts: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    if (Array.isArray(facts)) return tooDeep(facts, path) ?? facts
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return { code: 'facts-invalid', field: 'facts', detail: `${path} no es JSON${placeOf(error)}` }
  }
  return {
    code: 'facts-invalid',
    field: 'facts',
    detail: `${path} debe ser una lista de hechos: [{ type, at, … }]`,
  }
}

/** No fact has levels; one that is refused is told as it came, and thousands of them nobody can write out again. */
const mostLevels = 100

function tooDeep(facts: readonly unknown[], path: string): BadInput | undefined {
  const index = facts.findIndex((fact) => levelsBeyond(fact, mostLevels))
  if (index < 0) return undefined
  const detail = `${path}: el hecho ${index + 1} tiene más de ${mostLevels} niveles, unos dentro de otros`
  return { code: 'facts-invalid', field: 'facts', detail }
}

/** Level by level, and not by recursion: that is what breaks. */
function levelsBeyond(value: unknown, most: number): boolean {
  let level = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > most) return true
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []))
  }
  return false
}

/** Where the text stops being JSON, as far as the engine says it, in English. */
function placeOf({ message }: SyntaxError): string {
  const [, line, column] = /line (\d+) column (\d+)/.exec(message) ?? []
  if (line !== undefined) return `: falla en la línea ${line}, columna ${column}`
  const [, token] = /^Unexpected token '(.+?)'/u.exec(message) ?? []
  if (token !== undefined) return `: no se espera «${token}»`
  return message.startsWith('Unexpected end') ? ': se acaba antes de tiempo' : ''
}
