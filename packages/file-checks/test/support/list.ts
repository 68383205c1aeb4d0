export interface Bad {
  readonly row: number
  readonly line: string
}

const sound = (index: number) =>
  `Nombre${index % 97},Apellido ${index % 89},${1_000_000_000 + index},Su cuota ${index} vence pronto`

/**
 * A list of a campaign, a thousand rows at a time, so that whoever makes it holds no more than whoever reads it.
 * @param bad other lines in the place of sound ones, by number of row from 1
 */
export async function* aList(
  rows: number,
  bad: ReadonlyMap<number, string> = new Map(),
): AsyncGenerator<Buffer> {
  yield Buffer.from('nombre,apellido,cedula,mensaje\n')
  for (let from = 1; from <= rows; from += 1000) {
    const count = Math.min(1000, rows - from + 1)
    const lines = Array.from({ length: count }, (_, offset) => bad.get(from + offset) ?? sound(from + offset))
    yield Buffer.from(`${lines.join('\n')}\n`)
  }
}
