import type { Command } from 'commander'
import { complain } from '../bad-input.ts'
import { speakSpanish } from '../spanish.ts'
import { usable } from './usable.ts'
import { writeOut } from './write-out.ts'

const help = `
Dónde empieza un caso lo dice el punto; dónde termina, el borde doble. Un estado redondeado deja correr el término, un
octágono lo detiene, y en un rectángulo con esquinas cortadas ya terminó. Una línea de trazos es un movimiento del
sistema, con su espera. El SVG trae título y descripción para quien no lo ve, y sale igual cada vez.

Ejemplo:
  ventanilla procedure draw pqrsd-2.yaml --out pqrsd-2.svg
  ventanilla procedure draw icetex/pqrsd@1 --format dot`

interface Flags {
  format: string
  out?: string
}

/** `procedure draw`: the states and the moves between them, as a picture. */
export function registerDraw(verb: Command): void {
  speakSpanish(verb.command('draw'))
    .usage('<procedimiento> [opciones]')
    .description('Dibuja los estados de un procedimiento y los movimientos entre ellos')
    .argument('<procedimiento>', 'su archivo, o su nombre, como icetex/pqrsd@1')
    .option('--format <formato>', 'svg o dot (el lenguaje de Graphviz)', 'svg')
    .option('--out <archivo>', 'dónde se escribe; si no se dice, en la salida')
    .addHelpText('after', help)
    .action(async (asked: string, { format, out }: Flags) => {
      if (format !== 'svg' && format !== 'dot') {
        const detail = `--format debe ser svg o dot, no «${format}»`
        return complain({ code: 'format-unknown', field: 'format', detail }, false)
      }
      const found = usable(asked, 'procedure')
      if (found === undefined) return
      const { dotOf, svgOf } = await import('@ventanilla/procedures/diagram')
      await writeOut(format === 'dot' ? dotOf(found.procedure) : await svgOf(found.procedure), out)
    })
}
