import { describe, expect, it } from 'vitest'
import { define } from '../src/adapters/define.ts'
import { FormatError, loadFormat } from '../src/adapters/load-format.ts'
import { versionOf } from '../src/commands/extracts/definitions.ts'
import { formato379, icetex, layoutText } from './definition.ts'

function problemsOf(load: () => unknown): readonly string[] {
  try {
    load()
  } catch (error) {
    if (error instanceof FormatError) return error.problems
    throw error
  }
  return []
}
const changed = (from: string, to: string) => {
  if (!layoutText.includes(from)) throw new Error(`the layout has no '${from}'`)
  return layoutText.replace(from, to)
}
const own = (id: string, value: unknown) =>
  ({
    ...icetex,
    params: { ...icetex.params, [`formato-379-${id}`]: { value, why: 'x', source: 'x' } },
  }) as typeof icetex

describe('a layout', () => {
  it.each([
    ['a column that is not there', "minus: ['06']", "minus: ['08']", 'No hay columna 08'],
    [
      'a parameter that is not there',
      'parameter: renglon',
      'parameter: subcuenta',
      'No hay parámetro subcuenta',
    ],
    ['two totals', '(CDT) }', '(CDT), total: true }', 'Una unidad, y solo una, lleva total: true'],
    ['a column twice', "code: '02'", "code: '01'", 'La columna 01 está dos veces'],
    [
      'a text that does not fit',
      "width: 3, text: '379'",
      "width: 2, text: '379'",
      'El texto de «Formato» no cabe en su ancho',
    ],
    [
      'a value that does not fit',
      "value: '999'",
      "value: '99999'",
      'El valor de «renglon» no cabe en su campo',
    ],
    [
      'an outcome that leaves by the entrance',
      "parcial: '04'",
      "parcial: '02'",
      'parcial va en una de 04, 05, ninguna',
    ],
    [
      'a reopening that enters by the exit',
      "value: '02'\n    options: ['01', '02']",
      "value: '07'\n    options: ['07']",
      'es una columna de entrada',
    ],
  ])('with %s is refused', (_, from, to, problem) => {
    expect(problemsOf(() => loadFormat(changed(from, to))).join('\n')).toContain(problem)
  })

  it('with a key that nobody knows, or that is no YAML, is refused', () => {
    expect(problemsOf(() => loadFormat(`${layoutText}\nextra: 1`))[0]).toContain('extra')
    expect(problemsOf(() => loadFormat('a: [b'))).toHaveLength(1)
    expect(
      problemsOf(() => loadFormat(changed('width: 20, value: amount', 'width: 0, value: amount'))),
    ).not.toEqual([])
  })
})

describe('a definition', () => {
  it('takes the values of the entity, and the units of its products', () => {
    const definition = define(loadFormat(layoutText), own('codigo-de-entidad', '000123'))
    expect(definition.parameters['codigo-de-entidad']).toBe('000123')
    expect(definition.products['credito-formacion-corta']).toBe('04')
    expect(define(loadFormat(layoutText), own('tipos-que-cuentan', ['reclamo'])).rules.kinds).toEqual([
      'reclamo',
    ])
  })

  it('refuses what the format does not admit', () => {
    const format = loadFormat(layoutText)
    expect(problemsOf(() => define(format, own('columna-de-reabiertas', '07')))).toEqual([
      '«columna-de-reabiertas» admite: 01, 02',
    ])
    expect(problemsOf(() => define(format, own('codigo-de-entidad', '1234567')))[0]).toContain('no cabe')
    expect(problemsOf(() => define(format, own('palabra-clave', 7)))[0]).toContain('no es de su tipo')
    const [credit, ...others] = icetex.products
    const elsewhere = { ...icetex, products: [{ ...credit, unit379: '99' }, ...others] } as typeof icetex
    expect(problemsOf(() => define(format, elsewhere))[0]).toContain('unidad 99')
  })

  it('has a version that follows its content, and not the order of its keys', () => {
    const reversed = Object.fromEntries(Object.entries(formato379).reverse()) as typeof formato379
    expect(versionOf(reversed)).toBe(versionOf(formato379))
    const other = define(loadFormat(layoutText), own('palabra-clave', 'SUPERCLAVE1'))
    expect(versionOf(other)).not.toBe(versionOf(formato379))
    expect(versionOf(formato379)).toMatch(/^[0-9a-f]{64}$/)
  })
})
