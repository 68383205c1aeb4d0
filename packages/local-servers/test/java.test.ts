import { afterEach, expect, it, vi } from 'vitest'
import { findJava, javaMajor } from '../src/kafka/java.ts'
import { program } from './programs.ts'
import { temporaryFolder } from './temporary-folder.ts'

afterEach(() => vi.unstubAllEnvs())

it.each([
  ['openjdk version "17.0.15" 2025-04-15', 17],
  ['java version "1.8.0_402"', 8],
  ['openjdk version "25" 2025-09-16', 25],
  ['something else', undefined],
])('%s is %s', (output, major) => {
  expect(javaMajor(output)).toBe(major)
})

it.each([
  ['java-too-old', 'echo \'openjdk version "11.0.2"\' >&2', /es Java 11.*JAVA_HOME/],
  ['java-missing', 'exit 127', /necesita Java 17 o posterior y en este equipo no se encuentra/],
])('says what is wrong: %s', async (code, script, message) => {
  await using home = await temporaryFolder()
  await program(home.dir, 'bin/java', script)
  vi.stubEnv('JAVA_HOME', home.dir)
  await expect(findJava()).rejects.toMatchObject({ code, message: expect.stringMatching(message) })
})
