import { readFileSync } from 'node:fs'
import { regimes } from '@ventanilla/terms'
import { expect, it } from 'vitest'

interface Written {
  readonly name: string
  readonly start: string
  readonly versions: readonly { readonly to?: string }[]
}

const written: readonly Written[] = JSON.parse(
  readFileSync(new URL('regime-versions.json', import.meta.url), 'utf8'),
)

/**
 * Clocks are born under a version, and counted by it for life. A change of the law closes the last version with `to`
 * and adds one: here, too, where what is written stays.
 */
it.each(written)('what clocks of $name were born under is never edited', ({ name, start, versions }) => {
  const today = regimes.find((regime) => regime.name === name)
  expect(today?.start).toBe(start)
  const last = versions.length - 1
  for (const [index, version] of versions.entries()) {
    const found = today?.versions[index]
    if (index < last) expect(found).toEqual(version)
    else expect({ ...found, to: undefined }).toEqual({ ...version, to: undefined })
  }
})

it('every regime is written down', () => {
  expect(regimes.map(({ name }) => name)).toEqual(written.map(({ name }) => name))
})
