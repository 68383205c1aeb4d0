import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { entitiesDir } from '@ventanilla/procedures'
import { describe, expect, it } from 'vitest'
import { runVerb } from './run-verb.ts'

const page = readFileSync(new URL('../../../docs/reference/procedure-verbs.md', import.meta.url), 'utf8')
const example = fileURLToPath(new URL('../../../docs/reference/caso-inventado.yaml', import.meta.url))

/** What a section of the page names between backticks, in any form: `files[].file`, `before`. */
function namedIn(section: string): ReadonlySet<string> {
  const [, text = ''] = page.split(new RegExp(`^## ${section}$`, 'm'))
  const [own = ''] = text.split(/^## /m)
  return new Set([...own.matchAll(/`([^`\n]+)`/g)].flatMap(([, code = '']) => code.split(/[^A-Za-z]+/)))
}

/** Every field of an answer down to where something else says what it is. */
function fieldsOf(value: unknown, until: readonly string[]): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => fieldsOf(one, until))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inside]) => [
    name,
    ...(until.includes(name) ? [] : fieldsOf(inside, until)),
  ])
}

describe('the page of the verbs', () => {
  it.each([
    ['check', [entitiesDir], []],
    ['diff', ['icetex/pqrsd@1', 'icetex/publicaciones@1'], []],
    ['simulate', ['icetex/pqrsd@1', '--facts', example], ['data', 'moves', 'waits', 'passed']],
  ] as const)('names every field that %s gives to programs', (verb, args, until) => {
    const { stdout } = runVerb(['procedure', verb, ...args, '--json'])
    // What a change was before and after is of the definition.
    const answer = JSON.parse(stdout, (key, value) =>
      verb === 'diff' && /^(before|after)$/.test(key) && value && !('file' in Object(value)) ? null : value,
    )
    const fields = new Set(fieldsOf(answer, until))
    expect(fields.size).toBeGreaterThan(7)
    expect([...fields].filter((field) => !namedIn(verb).has(field))).toEqual([])
  })

  it('names every verb, with what it ends with', () => {
    const verbs = [...runVerb(['procedure', '--help']).stdout.matchAll(/^ {2}([a-z]+) {2,}[A-Z]/gm)].map(
      ([, verb]) => verb,
    )
    expect(verbs.length).toBe(5)
    for (const verb of verbs) expect(page).toMatch(new RegExp(`^\\| \`procedure ${verb}\` \\| .* \\| 0`, 'm'))
  })
})
