import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout. Every other path here is relative to it, with forward slashes. */
export const root = fileURLToPath(new URL('../../../', import.meta.url))

const groups = ['packages', 'services', 'infra'] as const
const readable = /\.(ts|mjs|json|ya?ml|sql|md|xml|svg|css|html|sh|properties)$|(^|\/)(Makefile|Dockerfile)$/

export interface Manifest {
  readonly name: string
  readonly exports?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

/** A package of the workspace: `dir` is 'packages/bus', `services/intake`, … */
export interface Member {
  readonly dir: string
  readonly manifest: Manifest
}

export function members(): Member[] {
  return groups.flatMap((group) =>
    folders(group)
      .map((name) => `${group}/${name}`)
      .filter((dir) => existsSync(join(root, dir, 'package.json')))
      .map((dir) => ({ dir, manifest: JSON.parse(read(`${dir}/package.json`)) as Manifest })),
  )
}

/** 'packages/bus/src/bus.ts' → 'packages/bus'; '' for what belongs to no package. */
export function memberOf(path: string): string {
  const [group = '', name = ''] = path.split('/')
  return groups.some((one) => one === group) ? `${group}/${name}` : ''
}

/** Every text file that belongs to the project. What a run leaves beside them (data, logs) isn't looked at. */
export function textFiles(): string[] {
  const top = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isFile())
  const paths = [...top.map((entry) => entry.name), ...[...groups, 'docs'].flatMap((dir) => filesUnder(dir))]
  return paths.filter((path) => readable.test(path)).sort()
}

export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

function filesUnder(dir: string): string[] {
  if (!existsSync(join(root, dir))) return []
  return readdirSync(join(root, dir), { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') return []
    const path = `${dir}/${entry.name}`
    return entry.isDirectory() ? filesUnder(path) : [path]
  })
}

function folders(dir: string): string[] {
  const entries = readdirSync(join(root, dir), { withFileTypes: true })
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
}
