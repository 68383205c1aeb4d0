/** A whole procedure in few lines: an internal request for keys. Every refusal test changes one thing in it. */
export const tiny = `id: llaves
version: 1
valid: { from: 2026-01-01 }
family: internal
name: Préstamo de llaves
source: Circular interna de prueba
parameters:
  devolucion:
    value: &devolucion { amount: 2, unit: calendar-days }
    why: Por defecto, dos días
    source: Circular interna de prueba
  conteo:
    value: &conteo counts
    options: [counts, not-counted]
    why: El día del cambio cuenta
    source: Circular interna de prueba
reception: { days: [1, 2, 3, 4, 5], from: '07:00', to: '15:00', outside: next-business-day }
clock: { starts: day-after, pauseDay: *conteo, resumeDay: *conteo }
channels: [ventanilla, correo]
regimes:
  - { id: circular, name: Circular, source: Circular interna de prueba }
kinds:
  - id: aula
    name: Llave de un aula
    regime: circular
    term: { amount: 1, unit: business-days }
    article: '1'
    source: Circular interna de prueba
  - id: bodega
    name: Llave de la bodega
    regime: circular
    term: { amount: 3, unit: business-days }
    article: '2'
    source: Circular interna de prueba
    exception: { before: '09:00', late: { kind: aula } }
outcomes:
  - { id: prestada, name: Prestada }
  - { id: negada, name: Negada }
evidence:
  - { id: firma, name: Firma de quien recibe, kinds: [bodega], source: Circular interna de prueba }
initial: pedida
states:
  - { id: pedida, name: Pedida, clock: runs }
  - { id: prestada, name: Prestada, clock: ends }
  - { id: devuelta, name: Devuelta, clock: ends, final: true }
transitions:
  - id: prestar
    from: pedida
    to: prestada
    reason: Se presta
    action: answer
    evidence: [firma]
    outcomes: [prestada, negada]
  - id: devolver
    from: prestada
    to: devuelta
    reason: Se devuelve
    action: close
  - id: dar-por-devuelta
    from: prestada
    to: devuelta
    reason: Pasó el tiempo
    by: system
    after: *devolucion
  - id: reabrir
    from: [prestada, devuelta]
    to: pedida
    reason: Era otra llave
    action: reopen
    note: required
    reopens: new-term
levels:
  - { level: 1, name: Portería }
  - { level: 2, name: Jefatura, misional: true }
escalation: { kinds: [bodega], to: misional, source: Circular interna de prueba }
typification:
  - when: { kind: bodega, channel: [correo] }
    area: jefatura
    level: 2
  - area: porteria
    level: 1
bypass: { areas: [porteria], waives: [firma], source: Circular interna de prueba }
ladder:
  - { id: mitad, name: Mitad, atElapsed: 50 }
  - { id: vencida, name: Vencida, atRemaining: 0 }
`

export const tinyEntity = `id: colegio
name: Colegio de prueba
code: COL
radicado: '{year}/{code}-{number:4}.K'
areas:
  - { id: porteria, name: Portería, misional: false }
  - { id: jefatura, name: Jefatura, misional: true }
products:
  - { id: ninguno, name: Ninguno }
themes:
  - { id: puertas, name: Puertas }
`

/** The text with one thing changed; fails if what is to be changed is not there exactly once. */
export function changed(text: string, from: string, to: string): string {
  if (text.split(from).length !== 2) throw new Error(`«${from}» does not stand exactly once in the text`)
  return text.replace(from, () => to)
}

/** 1-based line of the only place where `needle` stands. */
export function lineOf(text: string, needle: string): number {
  const at = text.indexOf(needle)
  if (at < 0 || text.indexOf(needle, at + 1) >= 0) throw new Error(`«${needle}» does not stand exactly once`)
  return text.slice(0, at).split('\n').length
}
