import type { Regime } from './regime.ts'

const start = 'following-day' as const
const unit = 'business-days' as const

/** Terms that Congress and judges set. */
export const authorities: readonly Regime[] = [
  {
    name: 'congreso-258',
    title: 'Solicitud de informes de un congresista',
    versions: [{ from: '1992-06-18', amount: 5, unit, article: 'Ley 5/1992 art. 258' }],
    ...{ knownAs: { regime: 'ley-5' }, start, settled: false },
    note: 'El artículo dice «cinco (5) días»: hábiles por Ley 4/1913 art. 62. Hay quien los cuenta calendario: term.unit=calendar-days',
    source: 'Fuentes públicas dan 5 días y no coinciden en la unidad',
  },
  {
    name: 'congreso-249',
    title: 'Cuestionario de una citación de las cámaras',
    versions: [{ from: '1992-06-18', amount: 5, unit: 'calendar-days', article: 'Ley 5/1992 art. 249' }],
    ...{ knownAs: { regime: 'ley-5' }, start, settled: false },
    note: 'Es otro régimen que el del art. 258. Se cuenta en días calendario; una fuente usa 10 para las cámaras: term.amount=10',
    source: 'Sin verificar [G]',
  },
  {
    name: 'tutela',
    title: 'Informe en una acción de tutela',
    versions: [{ from: '1991-11-19', amount: 1, unit, article: 'Decreto 2591/1991 art. 19' }],
    ...{ start, settled: false },
    note: 'El término lo fija el juez, en horas o en días, de ordinario de uno a tres: term.amount y term.unit. Si no se dice, el más corto',
    source: 'El artículo y la práctica, sin verificar [G]',
  },
]
