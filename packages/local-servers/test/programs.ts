import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { vi } from 'vitest'

/** A program of that name in the folder, found before any other. What it does is a line of shell. */
export async function program(dir: string, name: string, script: string): Promise<void> {
  const file = join(dir, name)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, `#!/bin/sh\n${script}\n`)
  await chmod(file, 0o755)
  vi.stubEnv('PATH', `${dirname(file)}:${process.env.PATH}`)
}

/**
 * A Maven that copies one jar. It writes down that it was asked, and takes long enough to be asked twice.
 * @param end what it does after that
 */
export const maven = (dir: string, end = 'exit 0') =>
  program(
    dir,
    'mvn',
    `[ "$1" = --version ] && echo 'Apache Maven 3.8.7' && exit 0
     echo asked >> ${join(dir, 'asked')}
     for word in "$@"; do case "$word" in -DoutputDirectory=*) out="\${word#*=}";; esac; done
     echo jar > "$out/kafka.jar"
     sleep 0.3
     ${end}`,
  )
