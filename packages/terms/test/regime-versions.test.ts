import { regimes } from '@ventanilla/terms'
import { expect, it } from 'vitest'

/**
 * Clocks are born under a version, and counted by it for life. What is in the file stays in it as it is: a change of
 * the law closes a version with `to`, and adds one.
 */
it('what clocks were born under is never edited', async () => {
  const versions = regimes.map(({ name, start, versions }) => ({ name, start, versions }))
  await expect(`${JSON.stringify(versions, null, 2)}\n`).toMatchFileSnapshot('regime-versions.json')
})
