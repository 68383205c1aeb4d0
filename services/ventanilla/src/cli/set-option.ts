import { type BadInput, isBadInput } from './bad-input.ts'

export type Setting = readonly [key: string, value: string]

/**
 * What `--set parámetro=valor` sets, each once, or what is wrong with it. Of two values for one parameter neither is
 * taken: the answer would be right for one of them, and nobody would know which.
 * @param example what to write instead, for whoever wrote something else
 */
export function readSettings(
  pairs: readonly string[] = [],
  example = 'answer.countsWhen=sent',
): readonly Setting[] | BadInput {
  const settings = new Map<string, string>()
  for (const pair of pairs) {
    const setting = settingIn(pair, example)
    if (isBadInput(setting)) return setting
    const [key, value] = setting
    if (settings.has(key)) {
      const detail = `--set dice «${key}» más de una vez: diga un solo valor`
      return { code: 'set-repeated', field: 'set', detail }
    }
    settings.set(key, value)
  }
  return [...settings]
}

function settingIn(pair: string, example: string): Setting | BadInput {
  const [, left = '', value = ''] = /^([^=]+)=(.*)$/s.exec(pair) ?? []
  const key = left.trim()
  if (key !== '') return [key, value.trim()]
  const detail = `--set se escribe parámetro=valor, como ${example}, no «${pair}»`
  return { code: 'set-invalid', field: 'set', detail }
}
