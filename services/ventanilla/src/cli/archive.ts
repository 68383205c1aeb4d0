import { access, constants, stat } from 'node:fs/promises'
import type { Command } from 'commander'
import { archiveCase } from '../archive/archive-case.ts'
import { NotArchived, openSource } from '../archive/source.ts'
import { type BadInput, complain } from './bad-input.ts'
import { interruptible } from './interruptible.ts'
import { speakSpanish } from './spanish.ts'

interface Flags {
  url: string
  out: string
  withIdentity?: boolean
  json?: boolean
}

const NOT_ARCHIVED = 3

const help = `
Lo pide a una Ventanilla que está en marcha, con el token de VENTANILLA_TOKEN, que necesita cases:read y cases:work. Lo
que lee deja constancia. El ZIP es una bolsa BagIt (RFC 8493): se comprueba sin Ventanilla. Pedido otra vez sin hechos
nuevos, trae los mismos bytes.

Termina con ${NOT_ARCHIVED} si no se puede: por ejemplo, si el caso no ha terminado.

Ejemplo:
  ventanilla archive 0191f3a2-7c1d-4e8b-9f60-2b7d5a1c3e44 --out expedientes`

/** `archive`: the file of a finished case, for a document manager. */
export function registerArchive(program: Command): void {
  speakSpanish(program.command('archive'))
    .usage('<caso> [opciones]')
    .description('Empaca el expediente electrónico de un caso terminado')
    .argument('<caso>', 'identificador del caso')
    .option('--url <dirección>', 'dónde está Ventanilla', 'http://127.0.0.1:8080')
    .option('--out <carpeta>', 'dónde escribir el ZIP', '.')
    .option('--with-identity', 'con la identidad reservada de quien radicó; pide un token con admin')
    .option('--json', 'escribe JSON: { path, documents, reserved }')
    .addHelpText('after', help)
    .action(async (caseId: string, flags: Flags) => {
      const { url, out, withIdentity = false, json = false } = flags
      const token = process.env.VENTANILLA_TOKEN ?? ''
      const wrong = misuse(caseId, url, token) ?? (await notWritable(out))
      if (wrong) return complain(wrong, json)
      const source = openSource(url.replace(/\/$/, ''), token)
      const pack = async (broken: AbortSignal) => {
        const archived = await archiveCase(source, caseId, { out, withIdentity, broken })
        process.stdout.write(json ? `${JSON.stringify(archived)}\n` : told(archived))
      }
      try {
        await interruptible(pack, {
          stopping: 'Se deja de empacar.',
          stopped: 'No quedó ningún ZIP a medias.',
        })
      } catch (error) {
        if (!(error instanceof NotArchived)) throw error
        const detail = json ? error.message : `${error.message} (${error.code})`
        complain({ code: error.code, detail }, json)
        process.exitCode = NOT_ARCHIVED
      }
    })
}

function misuse(caseId: string, url: string, token: string): BadInput | undefined {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(caseId))
    return { code: 'case-invalid', field: 'caso', detail: `«${caseId}» no es el identificador de un caso` }
  if (!/^https?:\/\//.test(url) || !URL.canParse(url))
    return { code: 'url-invalid', field: 'url', detail: '--url es una dirección completa' }
  if (token !== '') return undefined
  return { code: 'token-missing', field: 'VENTANILLA_TOKEN', detail: 'falta el token en VENTANILLA_TOKEN' }
}

async function notWritable(folder: string): Promise<BadInput | undefined> {
  try {
    await access(folder, constants.W_OK)
    if ((await stat(folder)).isDirectory()) return undefined
  } catch {
    // It isn't there, or is another's.
  }
  return { code: 'out-unusable', field: 'out', detail: `no se puede escribir en la carpeta ${folder}` }
}

function told({ path, documents, reserved }: Awaited<ReturnType<typeof archiveCase>>): string {
  const without = reserved ? 'Sin la identidad reservada, ni los anexos y cartas que la dirían.\n' : ''
  return `${path}\n${documents} documentos.\n${without}`
}
