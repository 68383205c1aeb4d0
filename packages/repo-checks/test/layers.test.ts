import { describe, expect, it } from 'vitest'
import { checkFileCycles, cyclesOf } from '../src/check-cycles.ts'
import { packageOf } from '../src/check-dependencies.ts'
import { checkLayers } from '../src/check-layers.ts'
import { checkOwners } from '../src/check-owners.ts'
import { readSource } from '../src/source.ts'
import { sources } from '../src/sources.ts'
import { told } from '../src/violation.ts'
import { memberOf, members } from '../src/workspace.ts'

const all = sources()

describe('layers', () => {
  it('stand on what lies below them', () => {
    expect(told(all.flatMap(checkLayers))).toEqual([])
  })

  it('know a client only behind its port', () => {
    expect(told(all.flatMap(checkOwners))).toEqual([])
  })

  it('need no file that needs them', () => {
    expect(told(checkFileCycles(all))).toEqual([])
  })

  it('need no package that needs them', () => {
    const names = new Map(members().map(({ dir, manifest }) => [manifest.name, dir]))
    const graph = new Map(
      members().map(({ dir }) => [
        dir,
        all
          .filter(({ path }) => path.startsWith(`${dir}/src/`))
          .flatMap(({ imports }) => imports.map(({ specifier }) => names.get(packageOf(specifier)) ?? ''))
          .filter((target) => target !== '' && target !== dir),
      ]),
    )
    expect(cyclesOf(graph)).toEqual([])
  })
})

describe('what breaks a layer is found:', () => {
  const from = (path: string, code: string) => told(checkLayers(readSource(path, code)))

  it.each([
    ['domain/case.ts', "import { open } from '../commands/open.ts'"],
    ['domain/move/case.ts', "import type { Http } from '../../http/routes.ts'"],
    ['domain/case.ts', "import { publicEvents } from '@ventanilla/contracts'"],
    ['domain/case.ts', "import { type DataOf, is } from '@ventanilla/contracts'"],
    ['commands/open.ts', "import { smtp } from '../adapters/smtp.ts'"],
    ['reactions/on-filing.ts', "export * from '../http.ts'"],
    ['queries/worklist/reader.ts', "const { create } = await import('../../service.ts')"],
    ['http.ts', "import { config } from './compose.ts'"],
    ['http/routes.ts', "import { smtp } from '../adapters/smtp.ts'"],
    ['service.ts', "type Config = import('./compose.ts').Config"],
    ['main.ts', "import './adapters/smtp.ts'"],
    ['adapters/smtp.ts', "import { http } from '../http.ts'"],
    ['compose.ts', "import './main.ts'"],
    ['compose.ts', "import { given } from '../test/support/given.ts'"],
    ['compose.ts', "import { composeRouting } from '../../routing/src/compose.ts'"],
    ['compose.ts', "import { fold } from '../../../packages/decider/src/index.ts'"],
  ])('%s: %s', (file, code) => {
    expect(from(`services/intake/src/${file}`, code)).toHaveLength(1)
  })

  it('a package that reaches into a service, and a test into another package', () => {
    expect(from('packages/bus/src/bus.ts', "import '../../../services/intake/src/compose.ts'")).toHaveLength(
      1,
    )
    expect(from('packages/bus/test/bus.test.ts', "import '../../files/src/index.ts'")).toHaveLength(1)
  })

  it('a client that is named outside of its adapter', () => {
    const code = "import { Redis } from 'ioredis'"
    const from = (path: string) => told(checkOwners(readSource(path, code)))
    expect(from('services/reporting/src/adapters/nudge.ts')).toHaveLength(1)
    expect(from('packages/redis/src/shared.ts')).toHaveLength(1)
    expect(from('packages/redis/src/redis/link.ts')).toEqual([])
  })

  it('and what keeps to them is not', () => {
    const kept = `
      import type { DataOf } from '@ventanilla/contracts'
      import { fold } from '@ventanilla/decider'
      import { other } from './other.ts'`
    expect(from('services/intake/src/domain/case.ts', kept)).toEqual([])
    expect(from('services/intake/src/compose.ts', "import '../src/adapters/smtp.ts'")).toEqual([])
    expect(from('services/intake/src/http.ts', "import { open } from './commands/open.ts'")).toEqual([])
    expect(
      from('services/intake/test/open.test.ts', "import { open } from '../src/commands/open.ts'"),
    ).toEqual([])
    expect(memberOf('README.md')).toBe('')
  })

  it('files that need each other, unless for their types alone', () => {
    const pair = (code: string) => [
      readSource('packages/bus/src/a.ts', code),
      readSource('packages/bus/src/b.ts', "import { a } from './a.ts'"),
    ]
    expect(told(checkFileCycles(pair("import { b } from './b.ts'")))).toEqual([
      'packages/bus/src/a.ts imports itself: packages/bus/src/a.ts → packages/bus/src/b.ts → packages/bus/src/a.ts',
    ])
    expect(checkFileCycles(pair("import type { b } from './b.ts'"))).toEqual([])
  })

  it('a file that does not parse stops the check', () => {
    expect(() => readSource('packages/bus/src/a.ts', 'import {')).toThrow(SyntaxError)
  })
})
