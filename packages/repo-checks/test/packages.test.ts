import { describe, expect, it } from 'vitest'
import { checkDependencies, checkVersions } from '../src/check-dependencies.ts'
import { checkExports } from '../src/check-exports.ts'
import { readSource } from '../src/source.ts'
import { sources } from '../src/sources.ts'
import { told } from '../src/violation.ts'
import { type Manifest, type Member, members, textFiles } from '../src/workspace.ts'

const all = sources()
const paths = new Set(textFiles())

describe('a package', () => {
  it('declares what it imports', () => {
    expect(told(members().flatMap((member) => checkDependencies(member, all)))).toEqual([])
  })

  it('shares its versions with the others', () => {
    expect(told(checkVersions(members()))).toEqual([])
  })

  it('opens no door that nobody uses', () => {
    expect(told(members().flatMap((member) => checkExports(member, all, paths)))).toEqual([])
  })
})

describe('what a package.json hides is found:', () => {
  const code = [
    readSource('packages/x/src/index.ts', "import type { Pool } from 'pg'\nexport { z } from 'zod/v4/core'"),
    readSource('packages/x/src/conformance.ts', "import { it } from 'vitest'"),
    readSource(
      'packages/x/test/x.test.ts',
      "import 'zod'\nimport '@seriousme/validator/sub'\nimport 'node:fs'",
    ),
    readSource('packages/x/test/y.test.ts', "import '@ventanilla/x/conformance'"),
  ]
  const x = (manifest: Partial<Manifest>): Member => ({
    dir: 'packages/x',
    manifest: { name: '@ventanilla/x', ...manifest },
  })
  const dependencies = { pg: '8.0.0', zod: '4.0.0' }
  const devDependencies = { '@seriousme/validator': '1.0.0', '@types/pg': '8.0.0' }
  const verdict = (manifest: Partial<Manifest>) =>
    checkDependencies(x({ dependencies, devDependencies, ...manifest }), code).map(({ detail }) => detail)

  it('nothing, where all is declared', () => {
    expect(verdict({})).toEqual([])
  })

  it.each([
    ['src imports zod', { dependencies: { pg: '8.0.0' } }],
    ["declares yaml, which src doesn't import", { dependencies: { ...dependencies, yaml: '2.0.0' } }],
    ['test imports @seriousme/validator', { devDependencies: {} }],
    ['declares zod, which no test imports', { devDependencies: { ...devDependencies, zod: '4.0.0' } }],
    [
      'declares @types/yaml, which no test imports',
      { devDependencies: { ...devDependencies, '@types/yaml': '1.0.0' } },
    ],
    [
      'declares @binaries/linux, which nothing names',
      { optionalDependencies: { '@binaries/linux': '1.0.0' } },
    ],
    ['wants pg ^8.0.0: pin one version', { dependencies: { ...dependencies, pg: '^8.0.0' } }],
  ])('%s', (detail, manifest) => {
    expect(verdict(manifest)).toEqual([detail])
  })

  it('a module of Node without its prefix', () => {
    const bare = [readSource('packages/x/src/index.ts', "import 'fs'")]
    expect(told(checkDependencies(x({}), bare))).toEqual(['packages/x/package.json src imports fs'])
  })

  it('two versions of one package', () => {
    const y: Member = {
      dir: 'packages/y',
      manifest: { name: '@ventanilla/y', devDependencies: { pg: '8.0.1' } },
    }
    expect(told(checkVersions([x({ dependencies }), y]))).toEqual([
      'packages/y/package.json wants pg 8.0.1, packages/x 8.0.0',
    ])
  })

  it('doors that lead nowhere, or that nobody takes', () => {
    const member = x({
      exports: { '.': './src/index.ts', './gone': './src/gone.ts', './conformance': './src/conformance.ts' },
    })
    const files = new Set(code.map(({ path }) => path))
    expect(told(checkExports(member, code, files))).toEqual([
      'packages/x/package.json exports ., which no other package imports',
      'packages/x/package.json exports ./gone, and there is no packages/x/src/gone.ts',
    ])
    const user = readSource('packages/y/src/index.ts', "import { a } from '@ventanilla/x'")
    expect(told(checkExports(x({ exports: { '.': './src/index.ts' } }), [...code, user], files))).toEqual([])
  })
})
