import { isBuiltin } from 'node:module'
import type { Source } from './source.ts'
import type { Violation } from './violation.ts'
import type { Member } from './workspace.ts'

/** What the workspace's root installs for every package's tests. */
const tools = new Set(['vitest', 'fast-check'])
const exact = /^(\d+\.\d+\.\d+(-[\w.]+)?|workspace:\*)$/

/** What a package declares is what it imports: `dependencies` by what ships, `devDependencies` by its tests alone. */
export function checkDependencies({ dir, manifest }: Member, sources: readonly Source[]): Violation[] {
  const own = sources.filter(({ path }) => path.startsWith(`${dir}/`))
  const isTest = ({ path }: Source) => path.startsWith(`${dir}/test/`)
  const shipped = packagesOf(own.filter((source) => !isTest(source)))
  const tested = packagesOf(own.filter(isTest))
  for (const name of [manifest.name, ...tools]) for (const names of [shipped, tested]) names.delete(name)
  for (const name of shipped) tested.delete(name)

  const { dependencies = {}, devDependencies = {}, optionalDependencies = {} } = manifest
  const all = { ...dependencies, ...devDependencies, ...optionalDependencies }
  const say = (detail: string): Violation => ({ path: `${dir}/package.json`, detail })
  const isTypes = (name: string) => name.startsWith('@types/') && hasTypesFor(name, [...shipped, ...tested])
  // Chosen by platform, so loaded by a computed name, of which the scope stands in the code.
  const named = (name: string) => own.some(({ text }) => text.includes(`${name.split('/')[0]}/`))
  return [
    ...[...shipped].filter((name) => !(name in dependencies)).map((name) => say(`src imports ${name}`)),
    ...[...tested].filter((name) => !(name in devDependencies)).map((name) => say(`test imports ${name}`)),
    ...Object.keys(dependencies)
      .filter((name) => !shipped.has(name))
      .map((name) => say(`declares ${name}, which src doesn't import`)),
    ...Object.keys(devDependencies)
      .filter((name) => !tested.has(name) && !isTypes(name))
      .map((name) => say(`declares ${name}, which no test imports`)),
    ...Object.keys(optionalDependencies)
      .filter((name) => !named(name))
      .map((name) => say(`declares ${name}, which nothing names`)),
    ...Object.entries(all)
      .filter(([, version]) => !exact.test(version))
      .map(([name, version]) => say(`wants ${name} ${version}: pin one version`)),
  ]
}

/** One version of a package in the whole workspace. */
export function checkVersions(members: readonly Member[]): Violation[] {
  const seen = new Map<string, { dir: string; version: string }>()
  return members.flatMap(({ dir, manifest }) =>
    Object.entries({
      ...manifest.dependencies,
      ...manifest.devDependencies,
      ...manifest.optionalDependencies,
    }).flatMap(([name, version]) => {
      const first = seen.get(name) ?? { dir, version }
      seen.set(name, first)
      if (first.version === version) return []
      return {
        path: `${dir}/package.json`,
        detail: `wants ${name} ${version}, ${first.dir} ${first.version}`,
      }
    }),
  )
}

/** '@fastify/swagger/x' → '@fastify/swagger', 'zod/v4/core' → 'zod'. */
export function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

function packagesOf(sources: readonly Source[]): Set<string> {
  const specifiers = sources.flatMap(({ imports }) => imports.map(({ specifier }) => specifier))
  return new Set(specifiers.filter((one) => !one.startsWith('.') && !isNode(one)).map(packageOf))
}

/** Only with its prefix: `fs` may be somebody's package. */
const isNode = (specifier: string): boolean => specifier.startsWith('node:') && isBuiltin(specifier)

/** '@types/pg' for pg, '@types/scope__name' for @scope/name. */
function hasTypesFor(types: string, names: readonly string[]): boolean {
  return names.some((name) => types === `@types/${name.replace(/^@(.+)\//, '$1__')}`)
}
