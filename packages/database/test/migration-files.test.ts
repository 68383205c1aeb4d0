import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { migrationFiles } from '../src/migration-files.ts'
import { temporaryFolder } from './temporary-folder.ts'

it('reads numbered files in order and nothing else', async () => {
  await using folder = await temporaryFolder(0o755)
  await writeFile(join(folder.dir, '002-second.sql'), 'select 2')
  await writeFile(join(folder.dir, '001-first.sql'), 'select 1')
  await writeFile(join(folder.dir, 'README.md'), 'words')
  const files = await migrationFiles(pathToFileURL(`${folder.dir}/`))
  expect(files.map(({ number, name, sql }) => [number, name, sql])).toEqual([
    [1, '001-first.sql', 'select 1'],
    [2, '002-second.sql', 'select 2'],
  ])
})

it('takes a file with CRLF line ends for the same', async () => {
  await using unix = await temporaryFolder(0o755)
  await using windows = await temporaryFolder(0o755)
  await writeFile(join(unix.dir, '001-a.sql'), 'select 1;\nselect 2;\n')
  await writeFile(join(windows.dir, '001-a.sql'), 'select 1;\r\nselect 2;\r\n')
  expect(await migrationFiles(windows.dir)).toEqual(await migrationFiles(unix.dir))
})

it.each([
  ['a gap', ['001-a.sql', '003-c.sql']],
  ['a number taken twice', ['001-a.sql', '001-b.sql']],
  ['a name without number', ['001-a.sql', 'more.sql']],
  ['a first number that is not 1', ['000-a.sql']],
])('refuses %s', async (_, names) => {
  await using folder = await temporaryFolder(0o755)
  for (const name of names) await writeFile(join(folder.dir, name), 'select 1')
  await expect(migrationFiles(folder.dir)).rejects.toThrow(/001-name\.sql/)
})
