import type { Findings } from '../findings.ts'
import type { FileParameters } from '../parameters.ts'
import { septetsOf } from './gsm.ts'

export interface MessageLimits {
  readonly most: number
  readonly refused: ReadonlySet<string>
}

/** The parameters of a procedure that say what a message may be. */
export type MessageParameters = Pick<FileParameters, 'sms-largo-maximo' | 'sms-letras-rechazadas'>

/** What a message may be, read once for all rows. */
export function messageLimits(parameters: MessageParameters): MessageLimits {
  return {
    most: parameters['sms-largo-maximo'],
    refused: new Set(parameters['sms-letras-rechazadas'].normalize('NFC')),
  }
}

/** @param message in NFC, so that a letter and its accent are one character however they were written */
export function checkMessage(
  message: string,
  line: number,
  { most: limit, refused }: MessageLimits,
  findings: Findings,
): void {
  const spot = { at: { line, column: 'mensaje' } }
  if (message === '') {
    findings.add('sms-message-empty', 'Falta el mensaje.', spot)
    return
  }
  let characters = 0
  let septets = 0
  let accents = 0
  let outside = 0
  for (const character of message) {
    characters += 1
    const own = septetsOf(character)
    if (refused.has(character)) accents += 1
    // Told as undecodable already.
    else if (own === undefined && character !== '\uFFFD') outside += 1
    septets += own ?? 1
  }
  if (characters > limit)
    findings.add('sms-message-too-long', `El mensaje tiene ${characters} caracteres; se admiten ${limit}.`, {
      ...spot,
      found: characters,
      limit,
    })
  if (accents > 0)
    findings.add('sms-message-accents', `Letras con tilde o diéresis en el mensaje: ${accents}.`, {
      ...spot,
      found: accents,
    })
  if (outside > 0)
    findings.add('sms-message-not-gsm', `Caracteres del mensaje fuera de GSM 03.38: ${outside}.`, {
      ...spot,
      found: outside,
    })
  else if (accents === 0 && characters <= limit && septets > limit)
    findings.add('sms-message-septets', `El mensaje ocupa ${septets} septetos; caben ${limit}.`, {
      ...spot,
      found: septets,
      limit,
    })
}
