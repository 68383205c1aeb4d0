import type { Command } from 'commander'

/** Where a topology keeps everything it has: the same folder for every verb. */
export function dataOption(command: Command): Command {
  return command.option('--data <carpeta>', 'carpeta de los datos', process.env.DATA || '.ventanilla')
}
