import type { Command } from 'commander'
import { complain, isBadInput } from './bad-input.ts'
import { speakSpanish } from './spanish.ts'

interface Flags {
  key?: string
  json?: boolean
}

const help = `
No usa base de datos, red ni servicio: todo sale del archivo. Comprueba que se firmó tal como está y vuelve a contar
el término: que no falte ningún día, que se cuenten los que cuentan, que sumen el término y que de ahí salga el
vencimiento. Los festivos y los cierres son los que el certificado nombra, con su norma.

--key es el archivo con las claves públicas de la entidad, como las publica en /v1/public/certificate-keys. Sin él la
firma se comprueba con la clave que trae el certificado, y se muestra su huella para compararla.

Termina en 0 si el certificado se sostiene, en 1 si no, en 2 si se usó mal.

Ejemplo:
  ventanilla verify-certificate certificado.json
  ventanilla verify-certificate certificado.json --key claves.json --json`

/** `verify-certificate`: whether a certificate is what was signed, and whether it adds up. */
export function registerVerifyCertificate(program: Command): void {
  speakSpanish(program.command('verify-certificate'))
    .usage('<archivo> [opciones]')
    .description('Comprueba la firma y la cuenta de un certificado, sin red ni base de datos')
    .argument('<archivo>', 'certificado en JSON')
    .option('--key <archivo>', 'claves públicas de la entidad: un JWKS')
    .option('--json', 'escribe JSON: { holds, trusted, kid, sha256, findings: [{ code, holds, detail }] … }')
    .addHelpText('after', help)
    .action(async (path: string, { key, json = false }: Flags) => {
      const { asJson, printed, verifyFile } = await import('./certificate-verdict.ts')
      const verdict = await verifyFile(path, key)
      if (isBadInput(verdict)) return complain(verdict, json)
      process.stdout.write(json ? asJson(verdict) : printed(verdict))
      if (!verdict.holds) process.exitCode = 1
    })
}
